from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shihu.fronts.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
