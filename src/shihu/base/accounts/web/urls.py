from django.urls import path

from shihu.base.accounts.web import views

urlpatterns = [
    path("people/", views.people, name="accounts_people"),
    path("people/open/", views.open_, name="accounts_open"),
    path("people/<str:username>/", views.person, name="accounts_person"),
    path("people/<str:username>/end/", views.end, name="accounts_end"),
    path("people/<str:username>/close/", views.close, name="accounts_close"),
]
