"""The views of a place's units beside each other: who is formed, by which charter, how appraised, what is planned."""

from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.kernel.places import Level
from shihu.kernel.presentation import Tab

Way = Literal["formations", "charters", "appraisals", "rollout", "cards"]


def ways(place: str, current: Way) -> tuple[Tab, ...]:
    """Return the tabs of a place. The plan is the township's or a village's; cards are printed by village."""
    told = [("formations", _("Units"), "units_formations")]
    if len(place) >= Level.TOWNSHIP:
        told.append(("charters", _("Charters"), "units_charters"))
        told.append(("appraisals", _("Appraisals"), "units_appraisals"))
    if len(place) in {Level.TOWNSHIP, Level.VILLAGE}:
        told.append(("rollout", _("Roll-out plan"), "units_rollout"))
    return tuple(Tab(label, f"{reverse(url)}?place={place}", key == current) for key, label, url in told)
