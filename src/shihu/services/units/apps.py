from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "shihu.services.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
