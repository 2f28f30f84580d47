"""One of each thing, in the village of the cast's cadre."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from tests.base.evidence.samples import photo
from tests.village.people import SHANGGOU, SHANGJIAGOU, SHANGJIAGOU_HAMLET, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.evidence.commands import attach, detach
from shihu.base.evidence.types import Level, Subject
from shihu.base.evidence.web.subjects import signed
from shihu.base.jobs.models import Job
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
        }
    )
    kept, taken_off = _evidence(cast, now)
    world.keys["evidence_attach"] = {"subject": signed(Subject("test", "1", SHANGJIAGOU_HAMLET))}
    for name in ("evidence_file", "evidence_content", "evidence_thumbnail", "evidence_detach"):
        world.keys[name] = {"key": kept}
    world.keys["evidence_remove"] = {"key": taken_off}
    for name in ("units_formation", "units_adopt", "units_discard", "units_notice", "units_export"):
        world.keys[name] = by_formation
    for name in ("", "_faults", "_sheet", "_check", "_answers", "_commit", "_undo", "_discard"):
        world.keys[f"registry_import{name}"] = {"key": roster}
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
    from shihu.services.units.types import Choices

    with TestCase.captureOnCommitCallbacks(execute=True):
        key = ask_formation(actor=cast.officer, now=now, place=SHANGGOU, choices=Choices(effort="quick"))
    adopt_formation(actor=cast.officer, now=now, key=key)
    return Seat.objects.filter(unit__formation=key).order_by("pk").values_list("household__code", flat=True)[0]


def _linked(cast: Cast, now: datetime, person: UUID) -> None:
    """Make the villager's account that of the householder: he sees his own household and no other."""
    link_account(actor=cast.officer, now=now, person=person, username="villager")


def _enterprise(cast: Cast, now: datetime) -> UUID:
    return keep_enterprise(
        actor=cast.officer,
        now=now,
        name="尚家沟食用菌专业合作社",
        kind="enterprise.cooperative",
        place=SHANGJIAGOU,
        since=now.date(),
    )
