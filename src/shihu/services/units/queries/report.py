"""The report of a formation made from a file: finished text and pictures to be drawn, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shihu.kernel.presentation import Composition, Fact, Stat, UnitMap
from shihu.services.units.queries import drawing, findings, words
from shihu.services.units.types import FormationDetail, UnitRow


@dataclass(frozen=True, slots=True)
class ReportUnit:
    """One line of a hamlet's table."""

    name: str
    colour: int
    size: int
    heads: str
    wish: str
    mix: Composition
    party: int
    metres: int
    why: str
    members: str


@dataclass(frozen=True, slots=True)
class ReportHamlet:
    """One hamlet: its map, its figures, its units."""

    name: str
    lead: str
    stats: tuple[Stat, ...]
    mix: Composition
    map: UnitMap
    units: tuple[ReportUnit, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says."""

    title: str
    lead: str
    stats: tuple[Stat, ...]
    refused: tuple[Fact, ...]
    hamlets: tuple[ReportHamlet, ...]
    left_out: tuple[tuple[str, str, str, str], ...]
    unmet: tuple[tuple[str, str, str], ...]
    notes: tuple[Fact, ...]
    made: tuple[Fact, ...]
    heads: Mapping[str, str]


def report_of(detail: FormationDetail, *, label: words.Label) -> Report:
    """Build the report of every hamlet in the file; hamlets are named as the file names them."""
    units = detail.units
    choices = detail.choices
    households = sum(unit.size for unit in units)
    made = (
        Fact(_("Sizes"), sizes_text(choices.low, choices.high, choices.target)),
        Fact(_("What matters how much"), weights_text(detail)),
        Fact(_("Seed"), str(choices.seed)),
        Fact(_("Fingerprint of the roster"), detail.input_hash),
    )
    return Report(
        title=_("Ten-household units of %(place)s") % {"place": detail.row.place_name},
        lead=findings.finding(households, len(units), len(detail.left_out), detail.row.gap),
        stats=drawing.stats_of(units, len(detail.left_out)),
        refused=refused_facts(detail),
        hamlets=tuple(_hamlet(detail, name, label) for name in detail.hamlets if any(u.hamlet == name for u in units)),
        left_out=tuple(
            (left.code, left.householder, left.hamlet, words.rule_text(left.rule, private=True))
            for left in detail.left_out
        ),
        unmet=tuple(
            (row["householder"], words.unmet_text(row, label), words.obstacle_text(row, private=True))
            for row in drawing.each_pair_once(detail.outcome["unmet"])
        ),
        notes=tuple(
            Fact(note["hamlet"], f"{words.note_text(note['code'])} {words.listed(list(note['households'])[:20])}")
            for note in detail.outcome["notes"]
        ),
        made=made,
        heads={
            "unit": _("Unit"),
            "households": _("Number of households"),
            "heads": _("Able to lead"),
            "wish": _("Main wish"),
            "mix": _("Mix of wealth"),
            "party": _("Party households"),
            "metres": _("Mean distance"),
            "members": _("Members of the unit"),
            "left": _("Not in a unit"),
            "unmet": _("Wishes that were not met"),
            "made": _("How this was made"),
            "notes": _("About the roster"),
            "refused": _("Could not be formed"),
            "code": _("Household code"),
            "householder": _("Householder"),
            "hamlet": _("Hamlet"),
            "why": _("Why"),
            "wished": _("Wished for"),
            "whole": _("The whole hamlet"),
            "m": _("m"),
        },
    )


def refused_facts(detail: FormationDetail) -> tuple[Fact, ...]:
    """Hamlets that could not be formed, each with the rule and the households concerned."""
    told = []
    for refused in detail.outcome["refused"]:
        text = words.refused_text(refused, private=True)
        if refused["households"]:
            text += " " + _("Households: %(codes)s") % {"codes": words.listed(list(refused["households"]))}
        told.append(Fact(words.listed(list(refused["hamlets"])), text))
    return tuple(told)


def sizes_text(low: int, high: int, target: int) -> str:
    """How large units are to be."""
    return _("%(low)s to %(high)s, best %(target)s") % {"low": low, "high": high, "target": target}


def weights_text(detail: FormationDetail) -> str:
    """What mattered how much."""
    return words.listed([f"{_(words.TERMS[name])} {getattr(detail.choices, name):g}" for name in words.TERMS])


def _hamlet(detail: FormationDetail, name: str, label: words.Label) -> ReportHamlet:
    units = [unit for unit in detail.units if unit.hamlet == name]
    left = [row for row in detail.left_out if row.hamlet == name]
    colour = drawing.colours_of(units)
    households = sum(unit.size for unit in units)
    return ReportHamlet(
        name=name,
        lead=findings.finding(households, len(units), len(left), None if len(detail.hamlets) > 1 else detail.row.gap),
        stats=drawing.stats_of(units, len(left)),
        mix=drawing.composition(drawing.together([u.facts for u in units], "wealth"), label, _("The whole hamlet")),
        map=drawing.map_of(
            _("Where the %(units)s units of %(place)s lie") % {"units": len(units), "place": name},
            units,
            left,
            {},
            streets=detail.outcome["streets"].get(name, ()),
            links=False,
        ),
        units=tuple(_unit(unit, colour[str(unit.key)], label) for unit in units),
    )


def _unit(unit: UnitRow, colour: int, label: words.Label) -> ReportUnit:
    facts = unit.facts
    return ReportUnit(
        name=unit.name,
        colour=colour,
        size=unit.size,
        heads=drawing.candidates(unit.seats) or "—",
        wish=label(facts["main_wish"]) if facts["main_wish"] else "—",
        mix=drawing.composition(facts["wealth"], label, unit.name),
        party=facts["party"],
        metres=round(facts["mean_distance"]),
        why=findings.unit_finding(facts, label),
        members=words.listed([seat.householder for seat in unit.seats]),
    )
