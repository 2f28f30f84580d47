from django.urls import path

from shihu.services.units.web.views import formations as views

urlpatterns = [
    path("", views.formations, name="units_formations"),
    path("form/", views.ask, name="units_ask"),
    path("formations/<uuid:key>/", views.formation_, name="units_formation"),
    path("formations/<uuid:key>/adopt/", views.adopt, name="units_adopt"),
    path("formations/<uuid:key>/discard/", views.discard, name="units_discard"),
    path("formations/<uuid:key>/notice/", views.notice_, name="units_notice"),
    path("formations/<uuid:key>/export/", views.export_, name="units_export"),
    path("<uuid:key>/", views.unit_, name="units_unit"),
]
