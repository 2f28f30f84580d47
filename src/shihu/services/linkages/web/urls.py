from django.urls import include, path

urlpatterns = [
    path("", include("shihu.services.linkages.web.mediation.urls")),
]
