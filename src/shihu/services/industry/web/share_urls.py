from django.urls import URLPattern, path

from shihu.services.industry.web.views.shares import books, households, moving, valuations

_BOOK = "shares/<uuid:key>/"
_HOME = f"{_BOOK}households/<str:code>/"

urlpatterns: list[URLPattern] = [
    path("shares/", books.listed, name="industry_shares"),
    path("shares/mine/", books.own, name="industry_shares_own"),
    path("shares/new/", books.new, name="industry_shares_new"),
    path(_BOOK, books.book, name="industry_shares_book"),
    path(f"{_BOOK}export/", books.export, name="industry_shares_export"),
    path(f"{_BOOK}contributions/", books.contributions, name="industry_shares_contributions"),
    path(f"{_BOOK}contribute/", books.contribute, name="industry_shares_contribute"),
    path(f"{_BOOK}issue/", books.issue, name="industry_shares_issue"),
    path(f"{_BOOK}admit/", books.admit, name="industry_shares_admit"),
    path(f"{_BOOK}entries/", books.entries, name="industry_shares_entries"),
    path(f"{_BOOK}valuations/", valuations.listed, name="industry_shares_valuations"),
    path(f"{_BOOK}valuations/new/", valuations.new, name="industry_shares_valuation_new"),
    path(f"{_BOOK}revalue/", valuations.revalue, name="industry_shares_revalue"),
    path("shares/valuations/<uuid:key>/", valuations.valuation, name="industry_shares_valuation"),
    path("shares/valuations/<uuid:key>/papers/", valuations.papers, name="industry_shares_valuation_papers"),
    path("shares/valuations/<uuid:key>/close/", valuations.close, name="industry_shares_valuation_close"),
    path(f"{_BOOK}transfers/", moving.listed, name="industry_shares_transfers"),
    path(_HOME, households.household, name="industry_shares_household"),
    path(f"{_HOME}simulator/", households.simulator, name="industry_shares_simulator"),
    path(f"{_HOME}certificate/", households.certify, name="industry_shares_certify"),
    path(f"{_HOME}freeze/", households.freeze, name="industry_shares_freeze"),
    path(f"{_HOME}inherit/", households.inherit, name="industry_shares_inherit"),
    path(f"{_HOME}transfer/", moving.transfer_new, name="industry_shares_transfer_new"),
    path(f"{_HOME}leave/", moving.leave, name="industry_shares_leave"),
    path("shares/transfers/<uuid:key>/", moving.transfer, name="industry_shares_transfer"),
    path("shares/leaving/<uuid:key>/", moving.withdrawal, name="industry_shares_withdrawal"),
    path("shares/certificates/<uuid:key>/", households.certificate, name="industry_shares_certificate"),
    path("shares/certificates/<uuid:key>/pdf/", households.certificate_file, name="industry_shares_certificate_pdf"),
    path("shares/verify/<str:number>/<str:code>/", households.verify, name="industry_shares_verify"),
]
