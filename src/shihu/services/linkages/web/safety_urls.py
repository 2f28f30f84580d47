from django.urls import path

from shihu.services.linkages.web.views import safety

urlpatterns = [
    path("safety/", safety.hazards, name="linkages_safety"),
    path("safety/export/", safety.export, name="linkages_safety_export"),
    path("safety/hazards/new/", safety.hazard_new, name="linkages_safety_hazard_new"),
    path("safety/hazards/<uuid:key>/", safety.hazard, name="linkages_safety_hazard"),
    path("safety/hazards/<uuid:key>/mend/", safety.mend, name="linkages_safety_mend"),
    path("safety/hazards/<uuid:key>/recheck/", safety.recheck, name="linkages_safety_recheck"),
    path("safety/hazards/<uuid:key>/assign/", safety.assign, name="linkages_safety_assign"),
    path("safety/rounds/", safety.rounds, name="linkages_safety_rounds"),
    path("safety/rounds/open/", safety.round_open, name="linkages_safety_round_open"),
    path("safety/rounds/<uuid:key>/", safety.round_, name="linkages_safety_round"),
    path("safety/rounds/<uuid:key>/check/", safety.check, name="linkages_safety_check"),
    path("safety/rounds/<uuid:key>/rest/", safety.rest, name="linkages_safety_rest"),
    path("safety/rounds/<uuid:key>/close/", safety.close, name="linkages_safety_close"),
    path("safety/look-ins/", safety.visits, name="linkages_safety_visits"),
    path("safety/look-ins/<uuid:person>/", safety.look_in, name="linkages_safety_look_in"),
]
