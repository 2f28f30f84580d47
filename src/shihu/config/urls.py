from django.urls import include, path

urlpatterns = [
    path("account/", include("shihu.base.accounts.web.urls")),
    path("account/", include("allauth.urls")),
    path("ui/", include("shihu.fronts.ui.web.urls")),
    path("jobs/", include("shihu.base.jobs.web.urls")),
    path("registry/", include("shihu.base.registry.web.urls")),
    path("evidence/", include("shihu.base.evidence.web.urls")),
    path("ledger/", include("shihu.base.ledger.web.urls")),
    path("cases/", include("shihu.base.cases.web.urls")),
    path("units/", include("shihu.services.units.web.urls")),
    path("industry/", include("shihu.services.industry.web.urls")),
    path("linkages/", include("shihu.services.linkages.web.urls")),
    path("", include("shihu.fronts.desk.web.urls")),
]
