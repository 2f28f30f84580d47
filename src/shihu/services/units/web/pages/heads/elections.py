"""One election on the desk."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Column,
    Composition,
    Empty,
    Fact,
    Link,
    PageHead,
    Part,
    PartKind,
    Row,
    Table,
)
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries import words as unit_words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import OVER, CandidateRow, ElectionDetail, ElectionRow, Kind, Stage, Way

_COLOURS: tuple[PartKind, ...] = ("s1", "s2", "s3", "s4", "s5", "s6")


@dataclass(frozen=True, slots=True)
class Turnout:
    """A household of the roll."""

    name: str
    word: str
    channel: str


@dataclass(frozen=True, slots=True)
class Heard:
    """An objection."""

    who: str
    when: str
    text: str
    answer: str
    href: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """Everything that one election shows."""

    head: PageHead
    next: str
    advice: str
    why: str
    facts: tuple[Fact, ...]
    candidates: Table | None
    votes: Composition | None
    turnout: tuple[Turnout, ...]
    turnout_word: str
    tellers: tuple[Fact, ...]
    objections: tuple[Heard, ...]
    rules: tuple[Fact, ...]
    acts: tuple[Action, ...]
    secrecy: str


def page(detail: ElectionDetail, *, names: Names, on: date) -> ElectionPage:
    """Build the page of one election."""
    row = detail.row
    unit = unit_words.unit_label(row.unit_name, names.get(row.hamlet, ("", ""))[1], row.ordinal)
    back = Link(_("Elections"), f"{reverse('units_elections')}?place={row.hamlet[:12]}")
    first, rest = acts(detail, on)
    nominating = row.stage == Stage.NOMINATING and row.kind != Kind.RECALL
    facts = [
        Fact(_("How households vote"), _(words.WAYS[row.way])),
        Fact(_("Nominations until"), row.nominate_until.isoformat()),
        Fact(_("Days of voting"), f"{row.vote_from.isoformat()} – {row.vote_until.isoformat()}"),
    ]
    if row.recalled:
        facts.insert(0, Fact(_("Recall of"), row.recalled))
    if row.kind == Kind.DEPUTY:
        facts.append(Fact(_("Deputies to choose"), row.places))
    if detail.minutes:
        facts.append(Fact(_("Minutes"), detail.minutes))
    if detail.lot:
        facts.append(Fact(_("Lot drawn before"), f"{detail.lot['witnesses']} · {detail.lot['on']}"))
    if detail.run_off:
        facts.append(Fact(_("Run-off"), Link(_("Open it"), reverse("units_election", kwargs={"key": detail.run_off}))))
    if row.office_from:
        facts.append(Fact(_("In effect from"), row.office_from.isoformat()))
    return ElectionPage(
        head=PageHead(
            words.title(row, unit), words.next_text(row), (*rest, *first), words.stage_badge(row.stage), back
        ),
        next=words.next_text(row),
        advice=_(words.PARTY_FIRST) if nominating else "",
        why=_(words.REASONS[detail.reason]) if detail.reason in words.REASONS else "",
        facts=tuple(facts),
        candidates=_candidates(detail) if row.kind != Kind.RECALL else None,
        votes=_votes(detail),
        turnout=tuple(Turnout(e.householder, _(words.CHANNELS[e.channel]), e.channel) for e in detail.roll),
        turnout_word=_turnout(detail) if detail.roll else "",
        tellers=tuple(
            Fact(t.name, _("has counted; entered by %(who)s") % {"who": t.entered_by} if t.has_counted else _("counts"))
            for t in detail.tellers
        ),
        objections=tuple(
            Heard(
                o.householder,
                o.raised_on.isoformat(),
                o.text,
                o.answer,
                _act(detail, "answer", objection=o.key) if detail.may_run and not o.answer else "",
            )
            for o in detail.objections
        ),
        rules=tuple(Fact(what, much) for what, much in words.rules_text(detail.rules)),
        acts=first,
        secrecy=_(
            "Who voted on the phone is listed; what was voted is kept only as sums, which nobody sees before the end."
        )
        if row.way in {Way.PHONE, Way.MIXED}
        else "",
    )


def _turnout(detail: ElectionDetail) -> str:
    row = detail.row
    return _("%(part)s of %(households)s households took part; %(needs)s are a quorum.") % {
        "part": row.took_part,
        "households": row.households,
        "needs": rules.needed(row.households, detail.rules.quorum),
    }


def acts(detail: ElectionDetail, on: date) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Return (the next act, the others) that the actor may do now."""
    row = detail.row
    notice = Action(_("Print the result"), reverse("units_election_notice", kwargs={"key": row.key}), icon="print")
    decided = row.stage in {Stage.POSTED, Stage.IN_OFFICE, Stage.FAILED, Stage.CHOSEN, Stage.TIED, Stage.RUN_OFF}
    rest: list[Action] = [notice] if decided else []
    if not detail.may_run:
        return (), tuple(rest)
    if row.stage not in OVER:
        rest.insert(0, Action(_("Call off"), _act(detail, "call-off"), "quiet"))
    if row.stage == Stage.NOMINATING and row.kind != Kind.RECALL and not row.is_run_off:
        rest.append(Action(_("Nominate somebody"), _act(detail, "nominate"), icon="plus"))
    if row.stage == Stage.VOTING and row.way != Way.PHONE and any(not e.channel for e in detail.roll):
        rest.append(Action(_("Hand out papers"), _act(detail, "papers")))
    if row.stage == Stage.POSTED:
        return (_office(detail, on),), tuple(rest)
    following = {
        Stage.NOMINATING: (_("Begin the vote"), "begin"),
        Stage.VOTING: (_("End the vote"), "close"),
        Stage.COUNTING: (_("Enter a count"), "count"),
        Stage.TIED: (_("Record the lot"), "lot") if row.is_run_off else (_("Open the run-off"), "run-off"),
        Stage.CHOSEN: (_("Post the result"), "post"),
    }.get(row.stage)
    if following is None:
        return (), tuple(rest)
    return (Action(following[0], _act(detail, following[1]), "primary"),), tuple(rest)


def _office(detail: ElectionDetail, on: date) -> Action:
    row = detail.row
    label = _("Let it take effect")
    why = ""
    if not detail.may_install:
        why = _("The township officer puts heads in office.")
    elif row.office_from is not None and on < row.office_from:
        why = _("The result hangs out for objections; possible from %(day)s.") % {"day": row.office_from.isoformat()}
    elif any(not o.answer for o in detail.objections):
        why = _("An objection has no answer yet.")
    if why:
        return Action(label, kind="primary", is_disabled=True, why=why)
    return Action(label, _act(detail, "take-office"), "primary", "check")


def _candidates(detail: ElectionDetail) -> Table:
    row = detail.row
    counted = bool(detail.votes)
    nominating = row.stage == Stage.NOMINATING
    columns = [
        Column("who", _("Candidate"), names_row=True),
        Column("by", _("Nominated by")),
        Column("seconds", _("Seconded by")),
        Column("state", _("State")),
    ]
    if counted:
        columns.append(Column("votes", _("Votes"), "number"))
    if nominating and detail.may_run:
        columns.append(Column("act", "", "action"))
    rows = []
    order = sorted(detail.candidates, key=lambda c: -detail.votes.get(str(c.key), 0))
    for candidate in order:
        who: list[Cell] = [candidate.name]
        if candidate.is_party_member:
            who.append(Badge(_("Party member"), "seal"))
        cells: list[Cell] = [
            tuple(who),
            Link(candidate.nominated_by, note=candidate.grounds),
            unit_words.listed(candidate.seconds) or "—",
            state_of(candidate, detail),
        ]
        if counted:
            cells.append(detail.votes.get(str(candidate.key), 0) if str(candidate.key) in detail.ballot else "—")
        if nominating and detail.may_run:
            cells.append(tuple(_candidate_acts(candidate, detail)))
        rows.append(Row(tuple(cells), key=str(candidate.key)))
    empty = Empty(
        _("Nobody is nominated yet"),
        _("Members nominate on the phone; cadre and officer here, with grounds."),
        icon="person",
    )
    return Table(tuple(columns), tuple(rows), _("Candidates"), empty=empty, id="candidates")


def _candidate_acts(candidate: CandidateRow, detail: ElectionDetail) -> list[Cell]:
    told: list[Cell] = []
    if candidate.has_withdrawn:
        return told
    if candidate.needs:
        told.append(Link(_("Second for a household"), _act(detail, "second", candidate=candidate.key)))
    if not candidate.has_consented:
        href, fields = _act(detail, "consent"), (("candidate", str(candidate.key)),)
        told.append(Action(_("Consent is in writing"), href, posts=True, fields=fields))
    href, fields = _act(detail, "withdraw"), (("candidate", str(candidate.key)),)
    told.append(Action(_("Withdraw"), href, "quiet", posts=True, fields=fields))
    return told


def state_of(candidate: CandidateRow, detail: ElectionDetail) -> Cell:
    """Where a candidate stands, in a word and, if need be, a sentence."""
    if detail.votes and str(candidate.key) in detail.ballot:
        chosen = str(candidate.key) in detail.chosen
        if str(candidate.key) in detail.tied and not chosen:
            return Badge(_("Tied"), "ochre")
        return Badge(_("Chosen"), "pine", "check") if chosen else Badge(_("Not chosen"))
    if candidate.faults and not candidate.has_withdrawn:
        return (Badge(_("Cannot stand"), "seal", "stop"), Link("", note=words.faults_text(candidate.faults)))
    states = (
        (candidate.has_withdrawn, Badge(_("Withdrawn"))),
        (bool(candidate.needs), Badge(_("Needs a second"), "ochre", "clock")),
        (not candidate.has_consented, Badge(_("Consent awaited"), "ochre", "clock")),
    )
    return next((badge for holds, badge in states if holds), Badge(_("Stands"), "pine", "check"))


def _votes(detail: ElectionDetail) -> Composition | None:
    if not detail.votes:
        return None
    names = words.choice_names(detail)
    ranked = sorted(detail.votes.items(), key=lambda pair: -pair[1])
    parts = [Part(_COLOURS[n % 6], names.get(choice, ""), number) for n, (choice, number) in enumerate(ranked)]
    parts.append(Part("unknown", _("Invalid or blank"), detail.blank))
    return Composition(tuple(parts), _("How the votes fell"), _("votes"))


def _act(detail: ElectionDetail, act: str, **given: object) -> str:
    href = reverse("units_election_act", kwargs={"key": detail.row.key, "act": act})
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return f"{href}?{query}" if query else href


def notice_facts(detail: ElectionDetail) -> tuple[Fact, ...]:
    """The lines of a printed result: what was voted, never by whom."""
    names = words.choice_names(detail)
    ranked = sorted(detail.votes.items(), key=lambda pair: -pair[1])
    row = detail.row
    lines = [
        Fact(_("Households of the unit"), row.households),
        Fact(_("Households that took part"), row.took_part),
        *(Fact(names.get(choice, ""), _("%(count)s votes") % {"count": number}) for choice, number in ranked),
        Fact(_("Invalid or blank"), detail.blank),
    ]
    return tuple(lines)


def unit_name(row: ElectionRow, names: Names) -> str:
    """The unit's name in the reader's language."""
    return unit_words.unit_label(row.unit_name, names.get(row.hamlet, ("", ""))[1], row.ordinal)
