"""Addresses of award funds."""

from django.urls import path

from shihu.services.industry.web.views.awards import applications, funds, own, rounds

urlpatterns = [
    path("awards/", funds.awards, name="industry_awards"),
    path("awards/mine/", own.mine, name="industry_awards_mine"),
    path("awards/rules/", funds.rules, name="industry_awards_rules"),
    path("awards/rules/new/", funds.rule_new, name="industry_awards_rule_new"),
    path("awards/rules/<uuid:key>/", funds.rule, name="industry_awards_rule"),
    path("awards/rules/<uuid:key>/approve/", funds.rule_approve, name="industry_awards_rule_approve"),
    path("awards/open/", funds.fund_open, name="industry_awards_open"),
    path("awards/<uuid:key>/", funds.fund, name="industry_awards_fund"),
    path("awards/<uuid:key>/aside/", funds.aside, name="industry_awards_aside"),
    path("awards/<uuid:key>/poster/", funds.poster, name="industry_awards_poster"),
    path("awards/<uuid:key>/draft/", funds.draft, name="industry_awards_draft"),
    path("awards/<uuid:key>/apply/", own.apply, name="industry_awards_apply"),
    path("awards/<uuid:key>/enter/", applications.enter, name="industry_awards_enter"),
    path("awards/<uuid:key>/list/", applications.paper_list, name="industry_awards_list"),
    path("awards/<uuid:key>/list.xlsx", applications.list_sheet, name="industry_awards_list_sheet"),
    path("awards/<uuid:key>/checks/", applications.checks, name="industry_awards_checks"),
    path("awards/<uuid:key>/checks.xlsx", applications.checks_sheet, name="industry_awards_checks_sheet"),
    path("awards/<uuid:key>/applications.xlsx", applications.export, name="industry_awards_export"),
    path("awards/applications/<uuid:key>/", applications.application, name="industry_awards_application"),
    path("awards/applications/<uuid:key>/withdraw/", applications.withdraw, name="industry_awards_withdraw"),
    path("awards/applications/<uuid:key>/object/", applications.object_, name="industry_awards_object"),
    path("awards/objections/<uuid:key>/", applications.objection, name="industry_awards_objection"),
    path("awards/rounds/<uuid:key>/", rounds.award_round, name="industry_awards_round"),
    path("awards/rounds/<uuid:key>/notice/", rounds.notice, name="industry_awards_notice"),
    path("awards/rounds/<uuid:key>/payment/", rounds.prepare, name="industry_awards_prepare"),
    path("awards/rounds/<uuid:key>/awards.xlsx", rounds.round_export, name="industry_awards_round_export"),
    path("awards/rounds/<uuid:key>/slip/<str:code>/", rounds.slip, name="industry_awards_slip"),
    path("awards/rounds/<uuid:key>/aside/<str:act>/", rounds.lay_aside, name="industry_awards_lay_aside"),
    path("awards/rounds/<uuid:key>/<str:act>/", rounds.round_act, name="industry_awards_round_act"),
    path("awards/payments/<uuid:key>/", rounds.payment, name="industry_awards_payment"),
    path("awards/payments/<uuid:key>/list.xlsx", rounds.payment_export, name="industry_awards_payment_export"),
    path("awards/payments/<uuid:key>/<str:act>/", rounds.payment_act, name="industry_awards_payment_act"),
]
