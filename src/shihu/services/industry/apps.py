from django.apps import AppConfig


class IndustryConfig(AppConfig):
    name = "shihu.services.industry"
    label = "industry"
    default_auto_field = "django.db.models.BigAutoField"
