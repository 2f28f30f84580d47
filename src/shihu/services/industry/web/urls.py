from django.urls import URLPattern

from shihu.services.industry.web import award_urls

urlpatterns: list[URLPattern] = [*award_urls.urlpatterns]
