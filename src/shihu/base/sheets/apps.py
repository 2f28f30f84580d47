from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "shihu.base.sheets"
    label = "sheets"
    default_auto_field = "django.db.models.BigAutoField"
