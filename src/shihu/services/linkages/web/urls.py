from django.urls import include, path

urlpatterns = [
    path("", include("shihu.services.linkages.web.mediation.urls")),
from django.urls import URLPattern, path

from shihu.services.linkages.web.views.points import accounts, books, claims, desk, samples, shop

urlpatterns: list[URLPattern] = [
    path("points/", desk.home, name="linkages_points"),
    path("points/award/", desk.award, name="linkages_points_award"),
    path("points/lapse/", desk.lapse, name="linkages_points_lapse"),
    path("points/entries/<uuid:key>/reverse/", desk.reverse_entry, name="linkages_points_reverse"),
    path("points/rules/", books.books, name="linkages_points_rules"),
    path("points/rules/new/", books.draft, name="linkages_points_rules_new"),
    path("points/rules/<uuid:key>/", books.book, name="linkages_points_book"),
    path("points/rules/<uuid:key>/vote/", books.vote, name="linkages_points_vote"),
    path("points/claim/", claims.claim, name="linkages_points_claim"),
    path("points/queue/", claims.queue, name="linkages_points_queue"),
    path("points/claims/<uuid:key>/", claims.claim_one, name="linkages_points_claim_one"),
    path("points/claims/<uuid:key>/review/", claims.review, name="linkages_points_review"),
    path("points/claims/<uuid:key>/appeal/", claims.appeal, name="linkages_points_appeal"),
    path("points/claims/<uuid:key>/again/", claims.rescore, name="linkages_points_rescore"),
    path("points/samples/", samples.samples, name="linkages_points_samples"),
    path("points/samples/<uuid:key>/", samples.sample, name="linkages_points_sample"),
    path("points/samples/<uuid:key>/draw/", samples.draw, name="linkages_points_draw"),
    path("points/ranking/", accounts.ranking, name="linkages_points_ranking"),
    path("points/ranking/poster/", accounts.poster, name="linkages_points_poster"),
    path("points/ranking/export/", accounts.ranking_export, name="linkages_points_ranking_export"),
    path("points/shop/", shop.shop, name="linkages_points_shop"),
    path("points/shop/prizes/new/", shop.prize_new, name="linkages_points_prize_new"),
    path("points/shop/prizes/<uuid:key>/", shop.prize, name="linkages_points_prize"),
    path("points/shop/prizes/<uuid:key>/reserve/", shop.reserve, name="linkages_points_reserve"),
    path("points/counter/", shop.counter, name="linkages_points_counter"),
    path("points/redemptions/<uuid:key>/undo/", shop.undo, name="linkages_points_undo"),
    path("points/accounts/", accounts.accounts, name="linkages_points_accounts"),
    path("points/accounts/export/", accounts.export, name="linkages_points_export"),
    path("points/accounts/<uuid:key>/", accounts.account, name="linkages_points_account"),
    path("points/accounts/<uuid:key>/slip/", accounts.slip, name="linkages_points_slip"),
    path("points/own/", accounts.own, name="linkages_points_own"),
    path("points/own/name/", accounts.name, name="linkages_points_name"),
]
"""Addresses of the linkages."""

from django.urls import URLPattern, path

from shihu.services.linkages.web.views import meetings, overview, sanitation, sanitation_rounds, welfare

_DUTIES = [
    path("village/<str:code>/", overview.village, name="linkages_village"),
    path("ours/", overview.own, name="linkages_own"),
]
_SANITATION = [
    path("sanitation/", sanitation.village, name="linkages_sanitation_village"),
    path("sanitation/month/", sanitation.month, name="linkages_sanitation_month"),
    path("sanitation/month/export/", sanitation.export, name="linkages_sanitation_export"),
    path("sanitation/sheets/", sanitation.sheets, name="linkages_sanitation_sheets"),
    path("sanitation/units/<uuid:key>/", sanitation.unit, name="linkages_sanitation_unit"),
    path("sanitation/units/<uuid:key>/area/", sanitation.area, name="linkages_sanitation_area"),
    path("sanitation/units/<uuid:key>/excuse/", sanitation.excuse, name="linkages_sanitation_excuse"),
    path("sanitation/excuses/<uuid:key>/end/", sanitation.excuse_end, name="linkages_sanitation_excuse_end"),
    path("sanitation/units/<uuid:key>/swap/", sanitation.swap, name="linkages_sanitation_swap"),
    path("sanitation/swaps/<uuid:key>/", sanitation.swap_answer, name="linkages_sanitation_swap_answer"),
    path("sanitation/open/", sanitation_rounds.open_, name="linkages_sanitation_open"),
    path("sanitation/rounds/<uuid:key>/", sanitation_rounds.round_, name="linkages_sanitation_round"),
    path("sanitation/rounds/<uuid:key>/close/", sanitation_rounds.close, name="linkages_sanitation_close"),
    path("sanitation/rounds/<uuid:key>/<uuid:unit>/", sanitation_rounds.found, name="linkages_sanitation_found"),
    path("sanitation/rounds/<uuid:key>/<uuid:unit>/score/", sanitation_rounds.score, name="linkages_sanitation_score"),
    path(
        "sanitation/rounds/<uuid:key>/<uuid:unit>/object/", sanitation_rounds.object_, name="linkages_sanitation_object"
    ),
    path("sanitation/scores/<uuid:key>/mend/", sanitation_rounds.mend, name="linkages_sanitation_mend"),
    path("sanitation/objections/<uuid:key>/", sanitation_rounds.answer, name="linkages_sanitation_answer"),
]
_WELFARE = [
    path("welfare/", welfare.village, name="linkages_welfare_village"),
    path("welfare/plan/", welfare.plan, name="linkages_welfare_plan"),
    path("welfare/hours/", welfare.hours, name="linkages_welfare_hours"),
    path("welfare/hours/export/", welfare.export, name="linkages_welfare_export"),
    path("welfare/households/<uuid:household>/", welfare.household, name="linkages_welfare_household"),
    path("welfare/works/<uuid:key>/", welfare.work, name="linkages_welfare_work"),
    path("welfare/works/<uuid:key>/fix/", welfare.fix, name="linkages_welfare_fix"),
    path("welfare/parts/<int:key>/", welfare.part, name="linkages_welfare_part"),
    path("welfare/parts/<int:key>/answer/", welfare.answer, name="linkages_welfare_answer"),
    path("welfare/parts/<int:key>/hours/", welfare.note, name="linkages_welfare_note"),
    path("welfare/parts/<int:key>/material/", welfare.material, name="linkages_welfare_material"),
    path("welfare/parts/<int:key>/accept/", welfare.accept, name="linkages_welfare_accept"),
]
_MEETINGS = [
    path("meetings/", meetings.village, name="linkages_meetings_village"),
    path("meetings/units/<uuid:key>/", meetings.unit, name="linkages_meetings_unit"),
    path("meetings/units/<uuid:key>/call/", meetings.call, name="linkages_meetings_call"),
    path("meetings/reach/", meetings.reach, name="linkages_meetings_reach"),
    path("meetings/reach/export/", meetings.reach_export, name="linkages_meetings_reach_export"),
    path("meetings/reach/link/", meetings.link, name="linkages_meetings_link"),
    path("meetings/reach/end/", meetings.unlink, name="linkages_meetings_unlink"),
    path("meetings/tasks/<uuid:key>/done/", meetings.done, name="linkages_meetings_done"),
    path("meetings/<uuid:key>/", meetings.meeting, name="linkages_meetings_meeting"),
    path("meetings/<uuid:key>/keep/", meetings.keep, name="linkages_meetings_keep"),
    path("meetings/<uuid:key>/print/", meetings.print_, name="linkages_meetings_print"),
]

urlpatterns: list[URLPattern] = [*_DUTIES, *_SANITATION, *_WELFARE, *_MEETINGS]
from shihu.services.linkages.web import civility_urls, integrity_urls, safety_urls

urlpatterns = [
    *civility_urls.urlpatterns,
    *integrity_urls.urlpatterns,
    *safety_urls.urlpatterns,
from django.urls import path

from shihu.services.linkages.web.views import goals, works

urlpatterns = [
    path("goals/", goals.board, name="linkages_goals"),
    path("goals/export/", goals.export, name="linkages_goals_export"),
    path("goals/print/", goals.print_, name="linkages_goals_print"),
    path("goals/days/", goals.roll, name="linkages_goals_roll"),
    path("goals/works/", works.works, name="linkages_goals_works"),
    path("goals/works/export/", works.export, name="linkages_goals_works_export"),
    path("goals/works/new/", works.new, name="linkages_goals_work_new"),
    path("goals/works/<uuid:key>/", works.work, name="linkages_goals_work"),
    path("goals/<str:village>/", goals.village, name="linkages_goals_village"),
    path("goals/<str:village>/plan/", goals.plan, name="linkages_goals_plan"),
    path("goals/<str:village>/poster/", goals.poster, name="linkages_goals_poster"),
    path("goals/<str:village>/public/", goals.public, name="linkages_goals_public"),
    path("goals/<str:village>/<slug:goal>/", goals.goal, name="linkages_goals_goal"),
]
