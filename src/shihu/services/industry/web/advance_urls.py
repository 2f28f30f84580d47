from django.urls import URLPattern, path

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
