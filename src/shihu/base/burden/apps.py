from django.apps import AppConfig


class BurdenConfig(AppConfig):
    name = "shihu.base.burden"
    label = "burden"
    default_auto_field = "django.db.models.BigAutoField"
