from django.urls import URLPattern, URLResolver, include, path

from shihu.base.registry.web import accounts, enterprises, households

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("shihu.base.registry.web.import_urls")),
    path("households/", households.households, name="registry_households"),
    path("households/export/", households.export, name="registry_households_export"),
    path("households/add/", households.add, name="registry_add_household"),
    path("households/<str:code>/", households.household, name="registry_household"),
    path("households/<str:code>/<slug:act>/", households.household_act, name="registry_household_act"),
    path("households/<str:code>/members/<uuid:person>/", households.person, name="registry_person"),
    path("households/<str:code>/members/<uuid:person>/<slug:act>/", households.person_act, name="registry_person_act"),
    path("accounts/", accounts.accounts, name="registry_accounts"),
    path("accounts/sheet/", accounts.sheet, name="registry_accounts_sheet"),
    path("accounts/load/", accounts.load, name="registry_accounts_load"),
    path("enterprises/", enterprises.enterprises, name="registry_enterprises"),
    path("enterprises/add/", enterprises.add, name="registry_add_enterprise"),
    path("enterprises/<uuid:key>/", enterprises.enterprise, name="registry_enterprise"),
]
