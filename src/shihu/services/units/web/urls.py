from django.urls import path

from shihu.services.units.web.views import formations as views
from shihu.services.units.web.views import standing

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
]
