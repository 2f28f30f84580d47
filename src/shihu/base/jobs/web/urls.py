from django.urls import path

from shihu.base.jobs.web import views

urlpatterns = [
    path("<uuid:key>/", views.watch, name="jobs_job"),
    path("<uuid:key>/stop/", views.stop, name="jobs_stop"),
]
