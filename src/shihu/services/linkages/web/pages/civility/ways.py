"""Between the parts of civility, and the addresses they share."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Tab


def address(name: str, place: str) -> str:
    """A list of a place."""
    return f"{reverse(name)}?place={place}"


def ways(village: str, current: str) -> tuple[Tab, ...]:
    """The parts of a village's civility."""
    told = (
        ("linkages_civility", _("Overview of civility")),
        ("linkages_civility_roll", pgettext("linkages", "Moral models")),
        ("linkages_civility_rules", pgettext("linkages", "Village rules")),
        ("linkages_civility_customs", _("Weddings and funerals")),
        ("linkages_civility_memory", _("Families and history")),
    )
    return tuple(Tab(label, address(name, village), name == current) for name, label in told)
