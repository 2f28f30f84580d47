from django.urls import URLPattern, URLResolver, path

from shihu.base.registry.web import imports

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/", imports.imports, name="registry_imports"),
    path("imports/template/", imports.template, name="registry_import_template"),
    path("imports/example/", imports.example, name="registry_import_example"),
    path("imports/<uuid:key>/", imports.import_, name="registry_import"),
    path("imports/<uuid:key>/sheet/", imports.sheet, name="registry_import_sheet"),
    path("imports/<uuid:key>/check/", imports.check, name="registry_import_check"),
    path("imports/<uuid:key>/answers/", imports.answers, name="registry_import_answers"),
    path("imports/<uuid:key>/commit/", imports.commit, name="registry_import_commit"),
    path("imports/<uuid:key>/undo/", imports.undo, name="registry_import_undo"),
    path("imports/<uuid:key>/discard/", imports.discard, name="registry_import_discard"),
    path("imports/<uuid:key>/faults/", imports.faults, name="registry_import_faults"),
]
