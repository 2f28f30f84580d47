"""Consent sheets of a proposal, to be signed: one page a unit."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import ProposalDetail, ProposedUnit


@dataclass(frozen=True, slots=True)
class SignedUnit:
    """A consent sheet of one unit."""

    name: str
    number: str
    href: str
    members: tuple[tuple[str, str], ...]  # (householder, what stands already)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The consent sheets of a proposal, one page a unit."""

    title: str
    dates: str
    units: tuple[SignedUnit, ...]
    place: str


def paper(detail: ProposalDetail, *, names: Names, unit: str, address: str) -> PaperPage:
    """Build the consent sheets; ``address`` leads to a unit's entry page, with ``UNIT`` where its key stands."""
    zh, en = detail.row.place_name, detail.row.place_name_en
    chosen = [u for u in detail.units if (not unit or str(u.row.key) == unit) and not u.is_established]
    return PaperPage(
        title=_("Consent to a ten-household unit"),
        dates=_("Public notice from %(starts)s to %(ends)s.")
        % {"starts": detail.starts.isoformat(), "ends": detail.ends.isoformat()},
        units=tuple(
            SignedUnit(
                name=drawing.label_of(u.row, names),
                number=sheet_number(detail, u),
                href=address.replace("UNIT", str(u.row.key)),
                members=tuple(
                    (one.householder, _("accepted already") if one.word == "accept" else "") for one in u.asked
                ),
            )
            for u in chosen
        ),
        place=en if words.is_english() and en else zh,
    )


def sheet_number(detail: ProposalDetail, unit: ProposedUnit) -> str:
    """The number printed on a unit's consent sheet: hamlet, unit, day of publication."""
    return f"{unit.row.hamlet[-6:]}-{unit.row.ordinal:02d}-{detail.starts:%Y%m%d}"
