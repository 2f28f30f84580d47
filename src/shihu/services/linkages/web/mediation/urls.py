from django.urls import path

from shihu.services.linkages.web.views import mediation, mediation_acts

urlpatterns = [
    path("disputes/", mediation.disputes, name="linkages_disputes"),
    path("disputes/new/", mediation.dispute_new, name="linkages_dispute_new"),
    path("disputes/<uuid:key>/", mediation.dispute, name="linkages_dispute"),
    path("disputes/<uuid:key>/agreement/<int:version>/", mediation.agreement, name="linkages_agreement"),
    path("disputes/<uuid:key>/agreement/<int:version>/pdf/", mediation.agreement_file, name="linkages_agreement_pdf"),
    path("disputes/<uuid:key>/<slug:act>/", mediation_acts.act, name="linkages_dispute_act"),
    path("mediation/figures/", mediation.figures, name="linkages_mediation_figures"),
    path("mediation/people/", mediation.mediators, name="linkages_mediators"),
    path("mediation/people/<uuid:key>/end/", mediation.mediator_end, name="linkages_mediator_end"),
    path("mediation/limits/", mediation.limits, name="linkages_mediation_terms"),
]
