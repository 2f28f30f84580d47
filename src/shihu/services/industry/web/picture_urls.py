"""Addresses of the pictures of income."""

from django.urls import path

from shihu.services.industry.web.views import pictures

urlpatterns = [
    path("income/own/", pictures.own, name="industry_pictures_own"),
    path("income/of/<str:code>/", pictures.year, name="industry_pictures_year"),
    path("income/<str:place>/", pictures.place, name="industry_pictures_place"),
    path("income/<str:place>/export/", pictures.export, name="industry_pictures_export"),
]
