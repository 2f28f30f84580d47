from django.urls import path

from shihu.base.cases.web.views import cases

urlpatterns = [
    path("", cases.cases, name="cases_cases"),
    path("<uuid:key>/", cases.case, name="cases_case"),
    path("<uuid:key>/cover/", cases.cover, name="cases_cover"),
    path("<uuid:key>/assign/", cases.act, {"act": "assign"}, name="cases_assign"),
    path("<uuid:key>/<slug:act>/", cases.act, name="cases_act"),
]
