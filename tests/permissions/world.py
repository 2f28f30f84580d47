"""One of each thing, in the village of the cast's cadre."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.jobs.models import Job
from shihu.base.ledger.types import Recorded
from shihu.base.registry.commands import keep_enterprise
from shihu.base.registry.commands.imports import upload_roster
from shihu.base.registry.commands.links import link_account
from shihu.base.registry.models import Person


@dataclass(slots=True)
class World:
    """The keys with which each address is opened."""

    keys: dict[str, dict[str, object]] = field(default_factory=dict)

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
    formation, unit = _formed(cast, now)
    household = cast.of("姚福海").code
    person = Person.objects.get(name="姚福海").pk
    _linked(cast, now, person)
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
        }
    )
    for name in ("units_formation", "units_adopt", "units_discard", "units_notice", "units_export"):
        world.keys[name] = by_formation
    for name in ("", "_faults", "_sheet", "_check", "_answers", "_commit", "_undo", "_discard"):
        world.keys[f"registry_import{name}"] = {"key": roster}
    book: dict[str, object] = {"key": money["book"]}
    pages = ("book", "journal", "trial", "months", "export", "opening", "record", "close", "convert", "use")
    world.keys |= {f"ledger_{name}": book for name in pages}
    world.keys["ledger_account"] = {**book, "account": money["account"]}
    world.keys["ledger_entry"] = world.keys["ledger_reverse"] = {**book, "entry": money["entry"]}
    for name in ("proposal", "approve", "refuse", "withdraw"):
        world.keys[f"ledger_{name}"] = {"proposal": money["proposal"]}
    world.keys["ledger_member"] = {"key": money["member"]}
    for name in ("accounts_person", "accounts_end", "accounts_password", "accounts_close"):
        world.keys[name] = {"username": "villager"}
    return world


def _formed(cast: Cast, now: datetime) -> tuple[UUID, UUID]:
    """Form the units of one hamlet as the officer, and return the draft and its first unit."""
    from django.test import TestCase

    from shihu.services.units.commands import ask_formation
    from shihu.services.units.models import Unit
    from shihu.services.units.types import Choices

    with TestCase.captureOnCommitCallbacks(execute=True):
        key = ask_formation(actor=cast.officer, now=now, place=SHANGJIAGOU_HAMLET, choices=Choices(effort="quick"))
    return key, Unit.objects.filter(formation=key).order_by("ordinal").values_list("pk", flat=True)[0]


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
