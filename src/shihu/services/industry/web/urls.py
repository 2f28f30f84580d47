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
from shihu.services.industry.web.views import advances, projects, sales

_PROJECT = "projects/<uuid:key>"
_SEASON = "seasons/<uuid:season>"

urlpatterns: list[URLPattern] = [
    path("projects/", projects.projects, name="industry_projects_list"),
    path("projects/export/", projects.export, name="industry_projects_export"),
    path("projects/new/", projects.new, name="industry_projects_new"),
    path("projects/own/", projects.own, name="industry_projects_own"),
    path(f"{_PROJECT}/", projects.project, name="industry_projects_project"),
    path(f"{_PROJECT}/enrol/", projects.enrol, name="industry_projects_enrol"),
    path(f"{_PROJECT}/site/", projects.site, name="industry_projects_site"),
    path(f"{_PROJECT}/season/", projects.season, name="industry_projects_season"),
    path(f"{_PROJECT}/rule/", projects.rule, name="industry_projects_rule"),
    path(f"{_PROJECT}/close/", projects.close, name="industry_projects_close"),
    path(f"{_PROJECT}/wind-up/", projects.wind_up, name="industry_projects_wind_up"),
    path(f"{_SEASON}/budget/", projects.budget, name="industry_projects_budget"),
    path(f"{_SEASON}/close/", projects.close_season, name="industry_projects_close_season"),
    path(f"{_SEASON}/", advances.book, name="industry_advances_book"),
    path(f"{_SEASON}/export/", advances.export, name="industry_advances_export"),
    path(f"{_SEASON}/cost/", advances.cost, name="industry_advances_cost"),
    path(f"{_SEASON}/batch/", advances.batch, name="industry_advances_batch"),
    path(f"{_SEASON}/supply/", advances.supply, name="industry_advances_supply"),
    path(f"{_SEASON}/let/", advances.let, name="industry_advances_let"),
    path(f"{_SEASON}/of/<str:code>/", advances.household, name="industry_advances_household"),
    path(f"{_SEASON}/of/<str:code>/back/", advances.back, name="industry_advances_back"),
    path(f"{_SEASON}/of/<str:code>/repay/", advances.repay, name="industry_advances_repay"),
    path(f"{_SEASON}/sales/", sales.season, name="industry_sales_season"),
    path(f"{_SEASON}/deliveries/", sales.export, name="industry_sales_export"),
    path(f"{_SEASON}/weigh/", sales.weigh, name="industry_sales_weigh"),
    path(f"{_SEASON}/sell/", sales.sell, name="industry_sales_sell"),
    path(f"{_SEASON}/payments/", sales.payouts, name="industry_sales_payouts"),
    path(f"{_SEASON}/pay/", sales.pay, name="industry_sales_pay"),
    path("sales/<uuid:key>/", sales.sale, name="industry_sales_sale"),
    path("sales/<uuid:key>/approve/", sales.approve, name="industry_sales_approve"),
    path("sales/<uuid:key>/turn-down/", sales.turn_down, name="industry_sales_turn_down"),
    path("sales/<uuid:key>/undo/", sales.undo, name="industry_sales_undo"),
    path("sales/<uuid:key>/slip/<str:code>/", sales.slip, name="industry_sales_slip"),
    path("payments/<uuid:key>/", sales.payout, name="industry_sales_payout"),
    path("payments/<uuid:key>/bank/", sales.bank_list, name="industry_sales_bank_list"),
    path("payments/<uuid:key>/approve/", sales.payout_approve, name="industry_sales_payout_approve"),
    path("payments/<uuid:key>/turn-down/", sales.payout_turn_down, name="industry_sales_payout_turn_down"),
]
from shihu.services.industry.web import award_urls

urlpatterns: list[URLPattern] = [*award_urls.urlpatterns]
