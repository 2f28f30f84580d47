from django.urls import path

from shihu.services.linkages.web.views import integrity

urlpatterns = [
    path("integrity/", integrity.households, name="linkages_integrity"),
    path("integrity/export/", integrity.export, name="linkages_integrity_export"),
    path("integrity/rules/", integrity.rules, name="linkages_integrity_rules"),
    path("integrity/rules/new/", integrity.rule_new, name="linkages_integrity_rule_new"),
    path("integrity/households/<str:code>/", integrity.household, name="linkages_integrity_household"),
    path("integrity/households/<str:code>/note/", integrity.note, name="linkages_integrity_note"),
    path("integrity/households/<str:code>/consent/", integrity.consent, name="linkages_integrity_consent"),
    path(
        "integrity/households/<str:code>/consent/back/",
        integrity.consent_back,
        name="linkages_integrity_consent_back",
    ),
    path("integrity/facts/<uuid:key>/object/", integrity.object_, name="linkages_integrity_object"),
    path("integrity/objections/<uuid:key>/", integrity.answer, name="linkages_integrity_answer"),
]
