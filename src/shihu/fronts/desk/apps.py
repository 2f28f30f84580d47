from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shihu.fronts.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the rail show what is due: the desk knows the services, the design system does not."""
        from shihu.fronts.desk.web.due import counts
        from shihu.fronts.ui.web.navigation import DUE

        if counts not in DUE:
            DUE.append(counts)
