from django.urls import path

from shihu.services.linkages.web.views import care, hazards, safety

urlpatterns = [
    path("safety/", hazards.hazards, name="linkages_safety"),
    path("safety/export/", hazards.export, name="linkages_safety_export"),
    path("safety/hazards/new/", hazards.hazard_new, name="linkages_safety_hazard_new"),
    path("safety/hazards/<uuid:key>/", hazards.hazard, name="linkages_safety_hazard"),
    path("safety/hazards/<uuid:key>/mend/", hazards.mend, name="linkages_safety_mend"),
    path("safety/hazards/<uuid:key>/recheck/", hazards.recheck, name="linkages_safety_recheck"),
    path("safety/hazards/<uuid:key>/mender/", hazards.mender, name="linkages_safety_mender"),
    path("safety/hazards/<uuid:key>/end/", hazards.end, name="linkages_safety_end"),
    path("safety/rounds/", safety.rounds, name="linkages_safety_rounds"),
    path("safety/rounds/open/", safety.round_open, name="linkages_safety_round_open"),
    path("safety/rounds/<uuid:key>/", safety.round_, name="linkages_safety_round"),
    path("safety/rounds/<uuid:key>/check/", safety.check, name="linkages_safety_check"),
    path("safety/rounds/<uuid:key>/rest/", safety.rest, name="linkages_safety_rest"),
    path("safety/rounds/<uuid:key>/close/", safety.close, name="linkages_safety_close"),
    path("safety/look-ins/", care.visits, name="linkages_safety_visits"),
    path("safety/look-ins/<uuid:person>/", care.look_in, name="linkages_safety_look_in"),
    path("safety/look-ins/<uuid:person>/plan/", care.plan, name="linkages_safety_care"),
    path("safety/look-ins/<uuid:person>/plan/end/", care.end_plan, name="linkages_safety_care_end"),
]
