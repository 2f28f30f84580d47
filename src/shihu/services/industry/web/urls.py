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
    path("shares/verify/<str:number>/<str:code>/", households.verify, name="industry_shares_verify"),
]
