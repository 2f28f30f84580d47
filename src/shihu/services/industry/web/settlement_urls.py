from django.urls import URLPattern, path

from shihu.services.industry.web.views import settlement, terms

urlpatterns: list[URLPattern] = [
    path("settlements/", settlement.settlements, name="industry_settlements"),
    path("settlements/own/", settlement.own, name="industry_settlements_own"),
    path("settlements/export/", settlement.export_list, name="industry_settlements_export"),
    path("seasons/<uuid:key>/settle/", settlement.draft, name="industry_settlement_draft"),
    path("settlements/<uuid:key>/", settlement.settlement, name="industry_settlement"),
    path("settlements/<uuid:key>/notice/", settlement.notice, name="industry_settlement_notice"),
    path("settlements/<uuid:key>/export/", settlement.export, name="industry_settlement_export"),
    path("settlements/<uuid:key>/publish/", settlement.publish, name="industry_settlement_publish"),
    path("settlements/<uuid:key>/withdraw/", settlement.withdraw, name="industry_settlement_withdraw"),
    path("settlements/<uuid:key>/object/", settlement.object_, name="industry_settlement_object"),
    path("settlements/<uuid:key>/objections/<int:objection>/", settlement.answer, name="industry_settlement_answer"),
    path("settlements/<uuid:key>/approve/", settlement.approve, name="industry_settlement_approve"),
    path("settlements/<uuid:key>/reverse/", settlement.reverse, name="industry_settlement_reverse"),
    path("settlements/<uuid:key>/order/", settlement.order, name="industry_settlement_order"),
    path("settlements/<uuid:key>/payouts/<uuid:payout>/list/", settlement.bank, name="industry_settlement_bank"),
    path(
        "settlements/<uuid:key>/payouts/<uuid:payout>/<slug:act>/", settlement.payout, name="industry_settlement_payout"
    ),
    path("settlements/<uuid:key>/households/<str:code>/", settlement.statement, name="industry_settlement_statement"),
    path("terms/<uuid:book>/", terms.terms, name="industry_terms"),
]
