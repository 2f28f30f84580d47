from django.urls import URLPattern, path

from shihu.services.industry.web.views import tracing
from shihu.services.industry.web.views.labour import days, ground, own, wages

_SEASON = "seasons/<uuid:season>/labour"
_DAY = "labour/days/<uuid:key>"
_PAID = "labour/payments/<uuid:key>"

urlpatterns: list[URLPattern] = [
    path("labour/mine/", own.mine, name="industry_labour_mine"),
    path("labour/floor/", ground.floor, name="industry_labour_floor"),
    path(f"{_SEASON}/", days.season, name="industry_labour_season"),
    path(f"{_SEASON}/export/", days.export, name="industry_labour_export"),
    path(f"{_SEASON}/enter/", days.enter, name="industry_labour_enter"),
    path(f"{_SEASON}/worker/", ground.worker, name="industry_labour_worker"),
    path(f"{_SEASON}/of/<uuid:worker>/", own.person, name="industry_labour_person"),
    path(f"{_SEASON}/pay/", wages.prepare, name="industry_labour_pay"),
    path("projects/<uuid:key>/rates/", ground.rate, name="industry_labour_rate"),
    path("projects/<uuid:key>/foreman/", ground.foreman, name="industry_labour_foreman"),
    path("projects/<uuid:key>/foreman/<int:number>/", ground.foreman_end, name="industry_labour_foreman_end"),
    path("projects/<uuid:key>/naming/", tracing.naming, name="industry_lots_naming"),
    path(f"{_DAY}/", days.day, name="industry_labour_day"),
    path(f"{_DAY}/edit/", days.edit, name="industry_labour_edit"),
    path(f"{_DAY}/confirm/", days.confirm, name="industry_labour_confirm"),
    path(f"{_DAY}/approve/", days.approve, name="industry_labour_approve"),
    path(f"{_DAY}/return/", days.send_back, name="industry_labour_return"),
    path(f"{_DAY}/reverse/", days.reverse, name="industry_labour_reverse"),
    path(f"{_DAY}/discard/", days.discard, name="industry_labour_discard"),
    path(f"{_PAID}/", wages.payment, name="industry_labour_payment"),
    path(f"{_PAID}/bank/", wages.bank, name="industry_labour_bank"),
    path(f"{_PAID}/confirm/", wages.confirm, name="industry_labour_payment_confirm"),
    path(f"{_PAID}/withdraw/", wages.withdraw, name="industry_labour_payment_withdraw"),
    path(f"{_PAID}/reverse/", wages.reverse, name="industry_labour_payment_reverse"),
    path(f"{_PAID}/slip/<uuid:worker>/", wages.slip, name="industry_labour_slip"),
    path("lots/<uuid:key>/trace/", tracing.lot, name="industry_lots_lot"),
    path("lots/<uuid:key>/check/", tracing.check, name="industry_lots_check"),
    path("lots/<uuid:key>/label/", tracing.label, name="industry_lots_label"),
    # Anybody who scans the code on a crate; nobody signs in for it.
    path("lots/<str:code>/", tracing.trace, name="industry_lots_trace"),
]
