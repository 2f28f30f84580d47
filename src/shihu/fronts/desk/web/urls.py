from django.urls import path

from shihu.fronts.desk.web import views

urlpatterns = [
    path("", views.today, name="desk_today"),
    path("inbox/", views.inbox, name="desk_inbox"),
    path("inbox/due/", views.due, name="desk_due"),
    path("burden/", views.burden, name="desk_burden"),
    path("asked/", views.asked, name="desk_asked"),
    path("asked/export/", views.asked_export, name="desk_asked_export"),
    path("places/<str:code>/", views.place, name="desk_place"),
    path("households/<str:code>/", views.household, name="desk_household"),
    path("together/<uuid:key>/", views.unit, name="desk_unit"),
    path("search/", views.search, name="desk_search"),
    path("audit/", views.audit, name="desk_audit"),
    path("healthz", views.healthz, name="desk_healthz"),
]
