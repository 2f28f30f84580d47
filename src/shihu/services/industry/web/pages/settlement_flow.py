"""Where each yuan of a season went, as a picture and as steps in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Flow, FlowLink, FlowNode, Tone
from shihu.services.industry.types import Distribution, Terms, Variant
from shihu.services.industry.web.pages import settlement_words as words


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the reckoning: what, the sign before it, the amount, and how it came about."""

    label: str
    sign: str
    amount: str
    how: str = ""
    is_sum: bool = False


def steps(told: Distribution, terms: Terms) -> tuple[Step, ...]:
    """The reckoning from income to dividends, line by line."""
    rows = [
        Step(_("Income of the season"), "", yuan(told.income)),
        Step(_("Costs of the season"), "−", yuan(told.costs)),
        Step(_("Surplus"), "=", yuan(told.surplus), is_sum=True),
    ]
    if told.loss:
        rows.append(Step(_("Loss, borne by nobody's dividend"), "", yuan(told.loss), _bearers(told.bearers)))
        return tuple(rows)
    if told.covered:
        rows.append(Step(_("Losses of earlier seasons covered"), "−", yuan(told.covered)))
    left = told.surplus - told.covered
    rows.append(Step(_("Reserve fund"), "−", yuan(told.reserve), _of(terms.reserve, left)))
    if told.welfare:
        rows.append(Step(_("Welfare fund"), "−", yuan(told.welfare), _of(terms.welfare, left)))
    rows.append(Step(_("Distributable surplus"), "=", yuan(told.distributable), is_sum=True))
    is_coop = terms.variant == Variant.COOPERATIVE
    base = told.distributable if is_coop else told.distributable - told.guaranteed
    moved = dict(told.moved)
    if told.guaranteed or told.short:
        how = _("%(short)s yuan are lacking") % {"short": yuan(told.short)} if told.short else ""
        rows.append(Step(words.ground("guaranteed"), "", yuan(told.guaranteed), how))
    for name, part in (("patronage", terms.patronage), ("labour", terms.labour)):
        if getattr(told, name):
            rows.append(Step(words.ground(name), "", yuan(getattr(told, name)), _of(part, base) if not moved else ""))
        elif name in moved:
            how = _("nobody counts here; it went %(where)s") % {"where": words.ground(moved[name]).lower()}
            rows.append(Step(words.ground(name), "", yuan(0), how))
    if told.floating:
        rows.append(Step(words.ground("floating"), "", yuan(told.floating), _("the rest")))
    elif "floating" in moved:
        how = _("nobody counts here; it went %(where)s") % {"where": words.ground(moved["floating"]).lower()}
        rows.append(Step(words.ground("floating"), "", yuan(0), how))
    return tuple(rows)


def flow(told: Distribution, income: Mapping[str, int], costs: Mapping[str, int]) -> Flow:
    """The season's money from its sources to those who got it. ``income`` and ``costs``: fen by name of account."""
    picture = _Picture()
    for name, amount in income.items():
        picture.run(f"i{name}", name, amount, "all", column=0, tone="pine", inward=True)
    picture.run("lack", _("Loss"), told.loss, "all", column=0, tone="seal", inward=True)
    picture.stop("all", pgettext("settlement", "All"), told.income + told.loss, 1, "plain")
    for name, amount in costs.items():
        picture.run(f"c{name}", name, amount, "all", column=2, tone="plain")
    picture.run("covered", _("Earlier losses"), told.covered, "all", column=2, tone="ochre")
    picture.run("reserve", _("Reserve fund"), told.reserve, "all", column=2, tone="ochre")
    picture.run("welfare", _("Welfare fund"), told.welfare, "all", column=2, tone="ochre")
    picture.run("out", _("To members"), told.distributable, "all", column=2, tone="indigo")
    for key in ("guaranteed", "patronage", "labour", "floating"):
        picture.run(key, words.ground(key), getattr(told, key), "out", column=3, tone="indigo")
    if told.loss:
        title = _("The season cost %(loss)s yuan more than it brought") % {"loss": yuan(told.loss)}
    else:
        part = round(100 * told.distributable / told.income) if told.income else 0
        title = _("Of every 100 yuan, %(part)s go to the members") % {"part": part}
    return Flow(title, tuple(picture.nodes), tuple(picture.links), pgettext("unit", "yuan"))


class _Picture:
    """Stops and bands as they are gathered; what is nothing is left out."""

    def __init__(self) -> None:
        self.nodes: list[FlowNode] = []
        self.links: list[FlowLink] = []

    def stop(self, key: str, label: str, amount: int, column: int, tone: Tone) -> None:
        self.nodes.append(FlowNode(key, label, yuan(amount), column, tone))

    def run(
        self, key: str, label: str, amount: int, other: str, *, column: int, tone: Tone, inward: bool = False
    ) -> None:
        """A stop and its band from ``other``, or to it when ``inward``."""
        if amount > 0:
            self.stop(key, label, amount, column, tone)
            self.links.append(FlowLink(key, other, amount) if inward else FlowLink(other, key, amount))


def _of(part: int, base: int) -> str:
    return _("%(part)s of %(base)s") % {"part": words.percent(part), "base": yuan(base)}


def _bearers(bearers: Mapping[str, int]) -> str:
    names = {
        "members": pgettext("settlement", "members"),
        "owner": pgettext("settlement", "the producer's funds"),
        "insurance": pgettext("settlement", "insurance"),
    }
    return ", ".join(f"{names.get(who, who)} {yuan(amount)}" for who, amount in bearers.items())
