"""Addresses of the linkages, part by part."""

from django.urls import include, path

from shihu.services.linkages.web import civility_urls, duty_urls, goal_urls, integrity_urls, point_urls, safety_urls

urlpatterns = [
    path("", include("shihu.services.linkages.web.mediation.urls")),
    *civility_urls.urlpatterns,
    *duty_urls.urlpatterns,
    *goal_urls.urlpatterns,
    *integrity_urls.urlpatterns,
    *point_urls.urlpatterns,
    *safety_urls.urlpatterns,
]
