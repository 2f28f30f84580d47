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
