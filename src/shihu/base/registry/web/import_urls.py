from django.urls import URLPattern, URLResolver, path

from shihu.base.registry.web import imports

urlpatterns: list[URLPattern | URLResolver] = [
    path("", imports.imports, name="registry_imports"),
    path("template/", imports.template, name="registry_import_template"),
    path("example/", imports.example, name="registry_import_example"),
    path("<uuid:key>/", imports.import_, name="registry_import"),
    path("<uuid:key>/sheet/", imports.sheet, name="registry_import_sheet"),
    path("<uuid:key>/check/", imports.check, name="registry_import_check"),
    path("<uuid:key>/answers/", imports.answers, name="registry_import_answers"),
    path("<uuid:key>/commit/", imports.commit, name="registry_import_commit"),
    path("<uuid:key>/undo/", imports.undo, name="registry_import_undo"),
    path("<uuid:key>/discard/", imports.discard, name="registry_import_discard"),
    path("<uuid:key>/faults/", imports.faults, name="registry_import_faults"),
]
