"""One of each thing, in the village of the cast's cadre."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from tests.base.evidence.samples import photo
from tests.village.people import SHANGGOU, SHANGJIAGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.evidence.commands import attach, detach
from shihu.base.evidence.types import Level, Subject
from shihu.base.evidence.web.subjects import signed
from shihu.base.jobs.models import Job
from shihu.base.ledger.types import Recorded
from shihu.base.registry.commands import keep_enterprise
from shihu.base.registry.commands.imports import upload_roster
from shihu.base.registry.commands.links import link_account
from shihu.base.registry.models import Person

_BENCH = (
    "units_workbench",
    "units_workbench_preview",
    "units_workbench_edit",
    "units_workbench_solve",
    "units_fairness",
)


@dataclass(slots=True)
class World:
    """The keys with which each address is opened."""

    keys: dict[str, dict[str, object]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)  # what a row's query names in braces

    @contextlib.contextmanager
    def undone(self) -> Iterator[None]:
        """Take back whatever happens inside: each row of the table meets the same world."""
        with transaction.atomic():
            point = transaction.savepoint()
            try:
                yield
            finally:
                transaction.savepoint_rollback(point)

    def digest(self) -> tuple[int, int]:
        """Return what any change would alter."""
        return AuditEntry.objects.count(), Job.objects.filter(stop_asked=True).count()


def build_world(cast: Cast, now: datetime) -> World:
    """Make one of each thing through the commands."""
    job = Job.objects.create(
        kind="tests.job", argument="x", actor=cast.officer.key, actor_name=cast.officer.name, asked_at=now
    )
    household = cast.of("姚福海").code
    person = Person.objects.get(name="姚福海").pk
    _linked(cast, now, person)
    alive = _lived(cast, now)
    formation, unit = _formed(cast, now)
    roster = upload_roster(
        actor=cast.officer, now=now, place=SHANGJIAGOU, name="roster.csv", content="户编号,姓名\n1,赵一\n".encode()
    )
    enterprise = _enterprise(cast, now)
    money = _money(cast, now, enterprise, household)
    by_formation: dict[str, object] = {"key": formation}
    world = World(
        {
            "accounts_shut": {"what": "signup/"},
            "registry_household": {"code": household},
            "registry_household_act": {"code": household, "act": "facts"},
            "registry_person": {"code": household, "person": person},
            "registry_person_act": {"code": household, "person": person, "act": "facts"},
            "registry_enterprise": {"key": enterprise},
            "desk_place": {"code": SHANGJIAGOU},
            "desk_household": {"code": household},
            "jobs_job": {"key": job.pk},
            "jobs_stop": {"key": job.pk},
            "units_unit": {"key": unit},
            "units_leave": {"code": _in_force(cast, now)},
            "units_join": {"code": household},
            **alive,
        }
    )
    world.keys["desk_unit"] = world.keys["units_mine"]
    _heads(world, cast, now)
    proposed, of_household, proposed_unit = _proposed(cast, now, household)
    for act in ("", "_establish", "_withdraw", "_close", "_again", "_paper", "_export"):
        world.keys[f"units_proposal{act}"] = {"key": proposed}
    world.keys["units_publish"] = by_formation
    world.keys["units_proposal_sheet"] = {"key": proposed, "unit": proposed_unit}
    world.keys["units_decide"] = {"key": proposed, "code": household}
    world.keys["units_answer_entry"] = {"code": household}
    world.keys["units_answer_form"] = {"form": of_household}
    for name in ("units_formation", "units_adopt", "units_discard", "units_notice", "units_export", *_BENCH):
        world.keys[name] = by_formation
    kept, taken_off = _evidence(cast, now)
    world.keys["evidence_attach"] = {"subject": signed(Subject("test", "1", SHANGJIAGOU_HAMLET))}
    for name in ("evidence_file", "evidence_content", "evidence_thumbnail", "evidence_detach"):
        world.keys[name] = {"key": kept}
    world.keys["evidence_remove"] = {"key": taken_off}
    for name in ("", "_faults", "_sheet", "_check", "_answers", "_commit", "_undo", "_discard"):
        world.keys[f"registry_import{name}"] = {"key": roster}
    book: dict[str, object] = {"key": money["book"]}
    pages = ("book", "journal", "trial", "months", "export", "opening", "record", "close", "convert", "use", "keeper")
    world.keys |= {f"ledger_{name}": book for name in pages}
    world.keys["ledger_account"] = {**book, "account": money["account"]}
    world.keys["ledger_entry"] = world.keys["ledger_reverse"] = {**book, "entry": money["entry"]}
    for name in ("proposal", "approve", "refuse", "withdraw"):
        world.keys[f"ledger_{name}"] = {"proposal": money["proposal"]}
    world.keys["ledger_member"] = {"key": money["member"]}
    for name in ("accounts_person", "accounts_end", "accounts_password", "accounts_close"):
        world.keys[name] = {"username": "villager"}
    return world


def _evidence(cast: Cast, now: datetime) -> tuple[UUID, UUID]:
    """Attach two photos as the cadre, internal; the second was taken off again."""
    subject = Subject("test", "1", SHANGJIAGOU_HAMLET)
    kept, taken_off = (
        attach(
            actor=cast.cadre,
            now=now,
            key=UUID(int=at),
            subject=subject,
            content=photo(colour),
            name="巷道.jpg",
            level=Level.INTERNAL,
        )
        for at, colour in enumerate(("olive", "brown"))
    )
    detach(actor=cast.officer, now=now, key=taken_off, why="重复")
    return kept, taken_off


def _formed(cast: Cast, now: datetime) -> tuple[UUID, UUID]:
    """Form the units of one hamlet as the officer, and return the draft and its first unit."""
    from django.test import TestCase

    from shihu.services.units.commands import ask_formation
    from shihu.services.units.models import Unit
    from shihu.services.units.types import Choices

    with TestCase.captureOnCommitCallbacks(execute=True):
        key = ask_formation(actor=cast.officer, now=now, place=SHANGJIAGOU_HAMLET, choices=Choices(effort="quick"))
    return key, Unit.objects.filter(formation=key).order_by("ordinal").values_list("pk", flat=True)[0]


def _in_force(cast: Cast, now: datetime) -> str:
    """Bring the units of the other hamlet into force, and return a household that sits in one."""
    from django.test import TestCase

    from shihu.services.units.commands import adopt_formation, ask_formation
    from shihu.services.units.models import Seat
    from shihu.services.units.types import Agreed, Choices

    with TestCase.captureOnCommitCallbacks(execute=True):
        key = ask_formation(actor=cast.officer, now=now, place=SHANGGOU, choices=Choices(effort="quick"))
    adopt_formation(actor=cast.officer, now=now, key=key, agreed=Agreed("list", "上沟签字表", date(2019, 8, 1)))
    return Seat.objects.filter(unit__formation=key).order_by("pk").values_list("household__code", flat=True)[0]


def _heads(world: World, cast: Cast, now: datetime) -> None:
    """A unit in force in the village's other hamlet: an election, a term, a motion, a hand-over."""
    from shihu.services.units import commands
    from shihu.services.units.models import Handover, HandoverItem, HeadTerm, Unit
    from shihu.services.units.queries import people_in
    from shihu.services.units.types import Kind, Way

    unit = Unit.objects.filter(hamlet=SHANGGOU, since__isnull=False).order_by("ordinal")[0]
    today = timezone.localdate(now)
    election = commands.open_election(
        actor=cast.officer,
        now=now,
        unit=unit.pk,
        kind=Kind.DEPUTY,
        way=Way.PHONE,
        nominate_until=today,
        vote_from=today,
        vote_until=today,
    )
    one, other = [p for p in people_in(unit.pk, on=today) if p.is_householder][:2]
    # Heads take office days after a vote; the table asks only who may open their pages.
    term = HeadTerm.objects.create(
        unit=unit, person_id=one.person, household_id=one.household, office="head", since=today, due=today
    )
    motion = commands.open_motion(actor=cast.officer, now=now, term=term.pk, grounds="长期在外")
    handover = Handover.objects.create(unit=unit, leaving_id=one.person, arriving_id=other.person, opened_on=today)
    HandoverItem.objects.create(handover=handover, order=1, label="book")
    world.values["unit_in_force"] = str(unit.pk)
    for name in ("units_election", "units_ballot", "units_election_notice"):
        world.keys[name] = {"key": election}
    world.keys["units_election_act"] = {"key": election, "act": "nominate"}
    world.keys["units_term_act"] = {"key": term.pk, "act": "end"}
    world.keys["units_interim"] = {"unit": unit.pk}
    world.keys["units_recall"] = {"key": motion}
    world.keys["units_handover"] = {"key": handover.pk}
    world.keys["units_ladder"] = {"person": one.person}


def _lived(cast: Cast, now: datetime) -> dict[str, dict[str, object]]:
    """The villager's unit in force since spring, with its charter, rules, a published month and an objection."""
    from tests.services.units.conftest import AGREED
    from tests.services.units.settled import enlivened

    from shihu.services.units.commands import adopt_formation
    from shihu.services.units.queries import own_units

    spring = now.replace(month=4)
    key, _unit = _formed(cast, spring)
    adopt_formation(actor=cast.officer, now=spring, key=key, agreed=replace(AGREED, on=spring.date()))
    return enlivened(cast.officer, cast.villager, own_units(actor=cast.villager)[0].key, now)


def _proposed(cast: Cast, now: datetime, household: str) -> tuple[UUID, str, UUID]:
    """Publish units of the village's first hamlet: (formation, form code of the household, its proposed unit)."""
    from shihu.services.units.commands import publish_proposal
    from shihu.services.units.models import Seat
    from shihu.services.units.rules import form_code

    key, _unit = _formed(cast, now)
    publish_proposal(actor=cast.officer, now=now, key=key, days=7)
    seat = Seat.objects.get(unit__formation=key, household__code=household)
    return key, form_code(seat.household_id), seat.unit_id


def _linked(cast: Cast, now: datetime, person: UUID) -> None:
    """Make the villager's account that of the householder: he sees his own household and no other."""
    link_account(actor=cast.officer, now=now, person=person, username="villager")


def _money(cast: Cast, now: datetime, cooperative: UUID, household: str) -> dict[str, object]:
    """Open the collective's books; the cadre books a little and hands in much."""
    from shihu.base.ledger.commands import household_account, open_entity, post, set_approval_rule
    from shihu.base.ledger.models import Account
    from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity, NewEntry, NewLine

    collective = keep_enterprise(
        actor=cast.officer,
        now=now,
        name="尚家沟村股份经济合作社",
        kind="enterprise.collective",
        place=SHANGJIAGOU,
        since=now.date(),
    )
    new = NewEntity(EntityKind.COLLECTIVE, "尚家沟村股份经济合作社", SHANGJIAGOU, enterprise=collective)
    book = open_entity(actor=cast.officer, now=now, new=new)
    set_approval_rule(
        actor=cast.officer,
        now=now,
        kind=EntityKind.COLLECTIVE,
        place=SHANGJIAGOU,
        above=500_000,
        since=date(2019, 1, 1),
    )
    paper = Document(DocumentKind.RECEIPT, "1", now.date(), "尚家沟村委会")

    def booked(amount: int) -> Recorded:
        lines = (NewLine("102", amount), NewLine("501", -amount))
        entry = NewEntry(book, now.date(), "出菇棚租金", lines, paper, f"world-{amount}")
        return post(actor=cast.cadre, now=now, entry=entry)

    small, much = booked(1_000), booked(900_000)
    bank = Account.objects.get(kind="collective", code="102", until__isnull=False)
    member = household_account(actor=cast.cadre, now=now, code=household)
    return {"book": book, "entry": small.entry, "proposal": much.proposal, "account": bank.pk, "member": member}


def _enterprise(cast: Cast, now: datetime) -> UUID:
    return keep_enterprise(
        actor=cast.officer,
        now=now,
        name="尚家沟食用菌专业合作社",
        kind="enterprise.cooperative",
        place=SHANGJIAGOU,
        since=now.date(),
    )
