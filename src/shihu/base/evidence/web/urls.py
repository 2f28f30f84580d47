from django.urls import path

from shihu.base.evidence.web import views

urlpatterns = [
    path("attach/<str:subject>/", views.attach, name="evidence_attach"),
    path("<uuid:key>/", views.file, name="evidence_file"),
    path("<uuid:key>/content/", views.content, name="evidence_content"),
    path("<uuid:key>/thumbnail/", views.thumbnail, name="evidence_thumbnail"),
    path("<uuid:key>/detach/", views.detach, name="evidence_detach"),
    path("<uuid:key>/remove/", views.remove, name="evidence_remove"),
]
