"""Names of the roles on screen."""

from django.utils.translation import gettext_lazy as _

from shihu.kernel.actors import Role

ROLE_NAMES = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.OFFICER: _("Township officer"),
    Role.CADRE: _("Village cadre"),
    Role.HEAD: _("Unit head"),
    Role.VILLAGER: _("Villager"),
    Role.BANKER: _("Bank officer"),
    Role.AUDITOR: _("Auditor"),
}
