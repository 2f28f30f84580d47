from django.urls import path, re_path

from shihu.base.accounts.web import views

urlpatterns = [
    path("people/", views.people, name="accounts_people"),
    path("people/open/", views.open_, name="accounts_open"),
    path("people/<str:username>/", views.person, name="accounts_person"),
    path("people/<str:username>/end/", views.end, name="accounts_end"),
    path("people/<str:username>/password/", views.password, name="accounts_password"),
    path("people/<str:username>/close/", views.close, name="accounts_close"),
    re_path(
        r"^(?P<what>(?:signup|email|confirm-email|password/(?:re)?set|login/code)(?:/.*)?)$",
        views.shut,
        name="accounts_shut",
    ),
]
