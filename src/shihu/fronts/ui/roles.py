"""What each role does, in words for the sign-in page of the demonstration."""

from django.utils.translation import gettext as _

from shihu.kernel.actors import Role


def words() -> dict[str, str]:
    """Return the role and what it sees, by the role's value."""
    return {
        Role.OFFICER.value: _("Township officer: the whole township"),
        Role.CADRE.value: _("Village cadre: one village"),
        Role.HEAD.value: _("Unit head: one unit"),
        Role.VILLAGER.value: _("Villager: the own household"),
        Role.BANKER.value: _("Bank officer: credit of the units"),
        Role.AUDITOR.value: _("Auditor: reads everything in the county"),
        Role.ADMINISTRATOR.value: _("Administrator: accounts and places"),
    }
