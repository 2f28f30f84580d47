from django.urls import path

from shihu.services.units.web.views import election_acts, elections, heads, standing
from shihu.services.units.web.views import formations as views

urlpatterns = [
    path("", views.formations, name="units_formations"),
    path("form/", views.ask, name="units_ask"),
    path("formations/<uuid:key>/", views.formation_, name="units_formation"),
    path("formations/<uuid:key>/adopt/", views.adopt, name="units_adopt"),
    path("formations/<uuid:key>/discard/", views.discard, name="units_discard"),
    path("formations/<uuid:key>/notice/", views.notice_, name="units_notice"),
    path("formations/<uuid:key>/export/", views.export_, name="units_export"),
    path("in-force/", standing.standing_, name="units_standing"),
    path("in-force/export/", standing.export_, name="units_standing_export"),
    path("in-force/release/", standing.release, name="units_release"),
    path("in-force/repair/", standing.repair, name="units_repair"),
    path("households/<str:code>/leave/", standing.leave, name="units_leave"),
    path("households/<str:code>/join/", standing.join, name="units_join"),
    path("<uuid:key>/", views.unit_, name="units_unit"),
    path("elections/", elections.elections_, name="units_elections"),
    path("elections/open/", elections.open_, name="units_election_open"),
    path("elections/<uuid:key>/", elections.election_, name="units_election"),
    path("elections/<uuid:key>/notice/", elections.notice_, name="units_election_notice"),
    path("elections/<uuid:key>/ballot/", elections.ballot_, name="units_ballot"),
    path("elections/<uuid:key>/<slug:act>/", election_acts.act_, name="units_election_act"),
    path("heads/", heads.heads_, name="units_heads"),
    path("heads/export/", heads.export_, name="units_heads_export"),
    path("heads/print/", heads.print_, name="units_heads_print"),
    path("heads/rules/", heads.rules, name="units_head_rules"),
    path("heads/terms/<uuid:key>/<slug:act>/", heads.term_act, name="units_term_act"),
    path("heads/interim/<uuid:unit>/", heads.interim, name="units_interim"),
    path("heads/recalls/<uuid:key>/", heads.recall, name="units_recall"),
    path("heads/handovers/<uuid:key>/", heads.handover, name="units_handover"),
    path("heads/ladder/<uuid:person>/", heads.ladder, name="units_ladder"),
]
