"""The views of a place's units beside each other: drawn, in force, led, chartered, appraised, planned."""

from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.kernel.places import Level
from shihu.kernel.presentation import Tab

Way = Literal["formations", "standing", "heads", "elections", "charters", "appraisals", "rollout"]


def ways(place: str, current: Way) -> tuple[Tab, ...]:
    """Return the tabs of a place. Who sits where is shown by village, the plan for a township or a village."""
    level = len(place)
    told = [("formations", _("Formations"), "units_formations", True)]
    told += [
        ("standing", _("Units in force"), "units_standing", level in {Level.VILLAGE, Level.HAMLET}),
        ("heads", _("Unit heads"), "units_heads", True),
        ("elections", _("Elections"), "units_elections", True),
        ("charters", _("Charters"), "units_charters", level >= Level.TOWNSHIP),
        ("appraisals", _("Appraisals"), "units_appraisals", level >= Level.TOWNSHIP),
        ("rollout", _("Roll-out plan"), "units_rollout", level in {Level.TOWNSHIP, Level.VILLAGE}),
    ]
    return tuple(Tab(label, f"{reverse(url)}?place={place}", key == current) for key, label, url, has in told if has)
