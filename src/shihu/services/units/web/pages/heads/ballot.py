"""A member's page of an election, for a cheap phone: one thing to do, in plain words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.presentation import Badge, Fact
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import CandidateRow, ElectionDetail, Fault, Kind, Stage, Way
from shihu.services.units.web.pages.heads.elections import notice_facts, state_of, unit_name

Standing = list[tuple[HouseholdPerson, tuple[Fault, ...]]]


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody nominated, and what this member may do about it."""

    key: UUID
    name: str
    party: str
    grounds: str
    state: tuple[Badge, ...]
    why: str
    may_second: bool
    may_consent: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class BallotPage:
    """Everything that the template shows."""

    title: str
    lead: str
    act: str
    key: str  # of this one tap
    nominees: tuple[Nominee, ...]
    may_nominate: bool
    people: tuple[tuple[str, str], ...]
    advice: str
    may_vote: bool
    has_voted: str
    choices: tuple[tuple[str, str, str], ...]  # value, name, note
    is_secret: str
    result: tuple[Fact, ...]
    chosen: str
    may_object: bool
    may_count: str
    turnout: str
    waits: str


def page(detail: ElectionDetail, people: Standing, *, names: Names, on: date) -> BallotPage:
    """Build the page for the member whose household sits in the unit."""
    row = detail.row
    own = next((e for e in detail.roll if e.household == detail.own_household), None)
    open_now = row.vote_from <= on <= row.vote_until
    may_vote = (
        row.stage == Stage.VOTING
        and own is not None
        and not own.channel
        and open_now
        and row.way in {Way.PHONE, Way.MIXED}
    )
    nominating = row.stage == Stage.NOMINATING and row.kind != Kind.RECALL and not row.is_run_off
    nominated = {c.person for c in detail.candidates}
    decided = row.stage in {Stage.POSTED, Stage.IN_OFFICE, Stage.FAILED, Stage.RUN_OFF, Stage.TIED, Stage.CHOSEN}
    told = ""
    if own is not None and own.channel == "phone":
        told = _("Your household has voted. The vote is counted; nobody sees what it was.")
    elif own is not None and own.channel == "paper":
        told = _("Your household has a paper. It votes with that.")
    counts = any(t.person == detail.own_person and not t.has_counted for t in detail.tellers)
    return BallotPage(
        title=words.title(row, unit_name(row, names)),
        lead=words.next_text(row),
        act=reverse("units_ballot", kwargs={"key": row.key}),
        key=str(uuid4()),
        nominees=tuple(_nominee(c, detail, nominating=nominating) for c in detail.candidates),
        may_nominate=nominating and on <= row.nominate_until,
        people=tuple(
            (str(p.person), f"{p.name} · {_('Party member')}" if p.is_party_member else p.name)
            for p, wrong in people
            if not wrong and p.person not in nominated
        ),
        advice=_(words.PARTY_FIRST) if nominating else "",
        may_vote=may_vote,
        has_voted=told,
        choices=_choices(detail) if may_vote else (),
        is_secret=_("One household, one vote. The list shows that you voted, not whom you chose."),
        result=notice_facts(detail) if decided and detail.votes else (),
        chosen="、".join(row.chosen),
        may_object=row.stage == Stage.POSTED and row.objections_until is not None and on <= row.objections_until,
        may_count=reverse("units_election_act", kwargs={"key": row.key, "act": "count"})
        if counts and row.stage == Stage.COUNTING
        else "",
        turnout=_("%(part)s of %(households)s households have taken part.")
        % {"part": row.took_part, "households": row.households}
        if detail.roll
        else "",
        waits=_waits(detail, may_vote=may_vote, told=told, on=on),
    )


def _waits(detail: ElectionDetail, *, may_vote: bool, told: str, on: date) -> str:
    row = detail.row
    if row.stage != Stage.VOTING or may_vote or told:
        return ""
    if row.way in {Way.PAPER, Way.MEETING}:
        return _("This election is held on paper. The village tells where and when.")
    if on < row.vote_from:
        return _("Voting begins on %(day)s.") % {"day": row.vote_from.isoformat()}
    return _("The days of voting are over. The result follows.")


def _choices(detail: ElectionDetail) -> tuple[tuple[str, str, str], ...]:
    names = words.choice_names(detail)
    party = {str(c.key): _("Party member") if c.is_party_member else "" for c in detail.candidates}
    named = [(choice, names.get(choice, ""), party.get(choice, "")) for choice in detail.ballot]
    blank = _("None of them") if detail.row.kind != Kind.RECALL else _("I abstain")
    return (*named, ("blank", blank, ""))


def _nominee(candidate: CandidateRow, detail: ElectionDetail, *, nominating: bool) -> Nominee:
    state = state_of(candidate, detail)
    cells = state if isinstance(state, tuple) else (state,)
    is_own = candidate.person == detail.own_person
    open_for = nominating and not candidate.has_withdrawn
    return Nominee(
        key=candidate.key,
        name=candidate.name,
        party=_("Party member") if candidate.is_party_member else "",
        grounds=candidate.grounds,
        state=tuple(cell for cell in cells if isinstance(cell, Badge)),
        why=words.faults_text(candidate.faults),
        may_second=open_for and bool(candidate.needs) and candidate.household != detail.own_household,
        may_consent=open_for and is_own and not candidate.has_consented,
        may_withdraw=open_for and is_own,
    )
