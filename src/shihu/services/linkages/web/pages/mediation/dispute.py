"""One dispute: where it lies, what was said, what was agreed, what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases import queries as cases
from shihu.base.cases.queries import ClockPanel
from shihu.base.cases.types import State
from shihu.base.places.types import PlaceRow
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.presentation import Badge, Event, Fact, Link, PageHead
from shihu.services.linkages.types.mediation import (
    AgreementRow,
    Court,
    DisputeDetail,
    HearingRow,
)
from shihu.services.linkages.web.mediation import words
from shihu.services.linkages.web.pages.mediation.acts import Act, acts_now
from shihu.services.units.queries import unit_labels


@dataclass(frozen=True, slots=True)
class Rung:
    """One of the three levels: passed, here, or above."""

    name: str
    state: str  # passed, here, above
    word: str


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """The agreement on the page of its dispute."""

    title: str
    badge: Badge
    terms: str
    facts: tuple[Fact, ...]
    print: str
    older: tuple[Link, ...]
    pdf: str = ""


@dataclass(frozen=True, slots=True)
class DisputePage:
    """The page of a dispute."""

    head: PageHead
    free: str
    secrecy: str
    rungs: tuple[Rung, ...]
    clock: ClockPanel
    file: Link
    story: str
    facts: tuple[Fact, ...]
    acts: tuple[Act, ...]
    agreement: AgreementPart | None
    hearings: tuple["HearingPart", ...]
    events: tuple[Event, ...]
    is_party: bool


@dataclass(frozen=True, slots=True)
class HearingPart:
    """A hearing on the page."""

    title: str
    panel: str
    statement_a: str
    statement_b: str
    findings: str
    sealed: str


def dispute_page(
    told: DisputeDetail, *, terms: Mapping[str, TermRow], places: Mapping[str, PlaceRow], today: date
) -> DisputePage:
    """Build the page."""
    row = told.case.row
    sides = told.names
    title = words.against(sides.get("a", ()), sides.get("b", ()))
    return DisputePage(
        head=PageHead(
            title,
            _("%(matter)s · %(place)s · number %(number)s")
            % {
                "matter": words.matter(told.matter, terms),
                "place": words.place(row.place, places),
                "number": row.number,
            },
            badge=cases.state_badge(row),
            back=Link(_("Disputes and mediation"), reverse("linkages_disputes")),
        ),
        free=_(words.FREE),
        secrecy=_(
            "Only the parties, who mediates, and the village's and township's office read this. Looks are noted."
        ),
        rungs=_rungs(told),
        clock=cases.clock_panel(told.case),
        file=Link(_("How the days were counted, and the whole file"), cases.file_address(row)),
        story=told.facts,
        facts=_facts(told),
        acts=acts_now(told, today),
        agreement=_agreement(told, today) if told.agreement else None,
        hearings=tuple(_hearing(one, sides) for one in told.hearings),
        events=cases.timeline(told.case),
        is_party=told.case.standing.is_party,
    )


def _rungs(told: DisputeDetail) -> tuple[Rung, ...]:
    here = [key for key, _name in told.case.levels].index(told.case.row.level)
    began = {stage.level for stage in told.case.stages}
    rungs = []
    for at, (key, name) in enumerate(told.case.levels):
        if at == here:
            over = told.case.row.state == State.CLOSED
            rungs.append(
                Rung(_(name), "here", pgettext("linkages", "ended here") if over else cases.holder(told.case.row))
            )
        elif at < here:
            rungs.append(
                Rung(
                    _(name),
                    "passed",
                    pgettext("linkages", "went up") if key in began else pgettext("linkages", "passed over"),
                )
            )
        else:
            rungs.append(Rung(_(name), "above", ""))
    return tuple(rungs)


def _facts(told: DisputeDetail) -> tuple[Fact, ...]:
    sides = told.names
    facts = [
        Fact(_("One side"), words.listed(sides.get("a", ()))),
        Fact(_("The other side"), words.listed(sides.get("b", ()))),
    ]
    if told.unit is not None:
        facts.append(Fact(_("Both in the unit"), unit_labels([told.unit])[told.unit]))
    if told.since_year:
        facts.append(Fact(_("Began in"), str(told.since_year)))
    if told.case.repeats:
        facts.append(
            Fact(
                pgettext("linkages", "Again"),
                _("the same parties had case %(number)s within a year before") % {"number": told.case.repeats_number},
            )
        )
    if told.case.original:
        facts.append(Fact(_("Heard anew after"), told.case.original_number))
    return tuple(facts)


def _hearing(one: HearingRow, sides: Mapping[str, tuple[str, ...]]) -> HearingPart:
    def said(side: str, statement: str) -> str:
        return _("%(names)s: %(words)s") % {"names": words.listed(sides.get(side, ())), "words": statement}

    return HearingPart(
        title=_("Hearing on %(day)s, %(where)s") % {"day": one.held_on.isoformat(), "where": one.where},
        panel=_("Panel of %(count)s: %(names)s; the first in the chair")
        % {"count": len(one.members), "names": words.listed(one.members)},
        statement_a="" if one.is_hidden else said("a", one.statement_a),
        statement_b="" if one.is_hidden else said("b", one.statement_b),
        findings=one.findings,
        sealed=_("The statements are sealed; only the panel reads them.") if one.is_hidden else "",
    )


def _agreement(told: DisputeDetail, today: date) -> AgreementPart:
    newest = told.agreement
    assert newest is not None  # noqa: S101 - asked for by the caller
    missing = [signer.name for signer in newest.signers if signer.signed_on is None]
    if newest.is_effective:
        badge = Badge(_("Binds since %(day)s") % {"day": newest.effective_on}, "pine", "check")
    else:
        badge = Badge(_("Being signed"), "ochre", "clock")
    facts = []
    if missing:
        facts.append(Fact(pgettext("linkages", "Still to sign"), words.listed(missing)))
    if not newest.is_oral and newest.sealed_on is None:
        facts.append(Fact(pgettext("linkages", "Seal"), _("not yet on it")))
    if newest.performance:
        facts.append(Fact(_("How it is kept"), newest.performance))
    if newest.perform_by:
        facts.append(Fact(_("By when"), newest.perform_by.isoformat()))
    facts += _window(newest, today)
    facts += [
        Fact(
            _("Looked at on %(day)s") % {"day": one.on.isoformat()},
            _("%(names)s: %(words)s") % {"names": _(words.PERFORMED[one.state]), "words": one.words},
        )
        for one in told.performance
    ]
    named = _("Agreement by word of mouth") if newest.is_oral else _("Agreement, version %(n)s") % {"n": newest.version}
    older = tuple(
        Link(_("Version %(number)s") % {"number": one.version}, sheet(told, one)) for one in told.agreements[1:]
    )
    # What was agreed by word of mouth has no paper to sign.
    pdf = (
        "" if newest.is_oral else reverse("linkages_agreement_pdf", kwargs={"key": told.key, "version": newest.version})
    )
    return AgreementPart(named, badge, newest.terms, tuple(facts), sheet(told, newest), older, pdf)


def sheet(told: DisputeDetail, one: AgreementRow) -> str:
    """Return the address of an agreement on paper."""
    return reverse("linkages_agreement", kwargs={"key": told.key, "version": one.version})


def _window(one: AgreementRow, today: date) -> list[Fact]:
    """The thirty days to the court, counted from the day it binds."""
    if one.is_oral or one.effective_on is None or one.confirm_until is None:
        return []
    label = _("Joint application to the court")
    if one.decided_on:
        return [Fact(label, f"{_(words.COURT[Court(one.court_result)])}, {one.decided_on}, {one.court}")]
    if one.applied_on:
        return [Fact(label, _("made on %(day)s, %(court)s") % {"day": one.applied_on, "court": one.court})]
    last = one.confirm_until
    if today > last:
        return [Fact(label, _("not made; the thirty days ended on %(day)s") % {"day": last})]
    left = (last - today).days
    return [
        Fact(
            label,
            _("possible until %(day)s, %(left)s days more: thirty days after it binds, both sides together, free")
            % {"day": last, "left": left},
        )
    ]
