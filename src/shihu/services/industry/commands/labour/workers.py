"""Whom a register may name."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.registry.queries.whereabouts import people_named
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.services.industry.commands.labour.keeping import Keeping
from shihu.services.industry.errors import NameNeeded, WorkerAmbiguous, WorkerUnknown
from shihu.services.industry.models import Worker
from shihu.services.industry.types import NewWorker


@transaction.atomic
def add_worker(*, actor: Actor, now: datetime, season: UUID, new: NewWorker) -> UUID:
    """Enter somebody who works by the day; return the key, the known one where they are known.

    The name is looked for in the roster of the base's village; who stands there is entered as that person. Others need
    a telephone. Raises WorkerAmbiguous, WorkerUnknown.
    """
    act = Keeping(actor=actor, now=now)
    found, _foreman = act.kept(season)
    name, phone = " ".join(new.name.split())[:40], "".join(new.phone.split())[:20]
    if not name:
        raise NameNeeded("name")
    book, village = found.project.book_id, found.project.place_id[: Level.VILLAGE]
    person = None
    if not new.is_outside:
        named = people_named(name, village, on=act.today)
        if len(named) > 1 and new.code.strip():
            named = [one for one in named if one.code.endswith(new.code.strip())]
        if len(named) > 1:
            raise WorkerAmbiguous("code", name=name, codes="、".join(one.code for one in named))
        person = named[0] if named else None
        if person is None and not phone:
            raise WorkerUnknown("phone", name=name)
    if person is None and not phone:
        raise WorkerUnknown("phone", name=name)
    if person is not None:
        row, made = Worker.objects.get_or_create(
            employer_id=book, person_id=person.person, defaults={"name": name, "phone": person.phone or phone}
        )
    else:
        home = new.home.strip()[:60]
        row, made = Worker.objects.get_or_create(
            employer_id=book, person=None, name=name, phone=phone, defaults={"home": home}
        )
    if made:
        act.note("add_worker", found.project, new={"name": name, "is_in_roster": person is not None})
    return row.pk
