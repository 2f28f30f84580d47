from django.urls import path
from django.views.i18n import set_language

from shihu.fronts.ui.web import views

urlpatterns = [
    path("", views.style, name="ui_style"),
    path("language/", set_language, name="ui_language"),
    path("theme/", views.theme, name="ui_theme"),
    path("places/", views.below, name="ui_places"),
]
