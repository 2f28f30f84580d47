from django.apps import AppConfig


class VocabulariesConfig(AppConfig):
    name = "shihu.base.vocabularies"
    label = "vocabularies"
    default_auto_field = "django.db.models.BigAutoField"
