"""Sentences that say what came of a formation: on its page, in its report, on the command line."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.services.units.queries import words


def finding(households: int, units: int, left_out: int, gap: float | None) -> str:
    """How many in how many units, how many not, and how close to the best possible."""
    told = ngettext(
        "%(households)s willing households in %(units)s unit; %(left)s not in a unit.",
        "%(households)s willing households in %(units)s units; %(left)s not in a unit.",
        units,
    ) % {"households": households, "units": units, "left": left_out}
    return words.together(told, proof(gap))


def proof(gap: float | None) -> str:
    """How close to the best possible."""
    if gap is None:
        return _("How close this is to the best possible is not proved.")
    if gap <= 0:
        return _("No better units exist (proved).")
    return _("Within %(gap)s %% of the best possible (proved).") % {"gap": f"{100 * gap:.2f}".rstrip("0").rstrip(".")}


def unit_finding(facts: Mapping[str, Any], label: words.Label) -> str:
    """Why a unit was drawn so, in one sentence."""
    told = []
    if facts["main_wish"]:
        told.append(
            _("%(count)s of %(size)s households wish %(wish)s")
            % {"count": facts["agreeing"], "size": facts["size"], "wish": words.inside(label(facts["main_wish"]))}
        )
    told.append(_("they live %(metres)s m apart on average") % {"metres": round(facts["mean_distance"])})
    heads = len(facts["heads"])
    told.append(ngettext("%(count)s of them could lead", "%(count)s of them could lead", heads) % {"count": heads})
    if len(facts["hamlets"]) > 1:
        told.append(_("its hamlets were too small to stand alone"))
    joined = ("; " if words.is_english() else "；").join(told)
    return joined + ("." if words.is_english() else "。")
