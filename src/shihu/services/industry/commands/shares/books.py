"""Opening share books, admitting members, freezing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.ledger.queries import entity
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.shares.keeping import Keeping, paper_of
from shihu.services.industry.errors import NobodyHolds, NoShareBookFor, NotFrozen, NothingHeld, ShareBookTaken
from shihu.services.industry.models import Project, ShareBook, ShareMember
from shihu.services.industry.rules.shares import holdings as rules
from shihu.services.industry.types import Movement, NewShareBook
from shihu.services.units.queries import people_in
from shihu.services.units.queries import unit as unit_of

_ISSUERS = frozenset({EntityKind.COOPERATIVE, EntityKind.COLLECTIVE, EntityKind.UNIT})
_MOST_DAYS = 366


@transaction.atomic
def open_share_book(*, actor: Actor, now: datetime, new: NewShareBook) -> UUID:
    """Open the share book of a producer, or of one of its projects; return its key."""
    row = entity(new.entity, actor=actor)
    policies.RUN_PROJECTS.require(actor, row.place, seen=policies.SEE_PROJECTS.allows(actor, row.place))
    if row.kind not in _ISSUERS:
        raise NoShareBookFor("entity")
    if new.project is not None and not Project.objects.filter(pk=new.project, book=new.entity).exists():
        raise NotFound
    if ShareBook.objects.filter(entity=new.entity, project=new.project).exists():
        raise ShareBookTaken("entity")
    today = timezone.localdate(now)
    seated: dict[UUID, str] = {}
    if new.unit is not None:
        unit_of(new.unit, actor=actor)
        seated = {one.household: one.code for one in people_in(new.unit, on=today) if one.is_householder}
    last = ShareBook.objects.filter(place__code__startswith=row.place[: Level.VILLAGE]).aggregate(n=Max("ordinal"))["n"]
    book = ShareBook.objects.create(
        entity_id=new.entity,
        project_id=new.project,
        unit_id=new.unit,
        place_id=row.place,
        ordinal=(last or 0) + 1,
        par=rules.checked_par(new.par),
        quorum=new.quorum.value,
        majority=new.majority.value,
        asks_members=new.asks_members,
        offer_days=min(new.offer_days, _MOST_DAYS),
        notice_days=min(new.notice_days, _MOST_DAYS),
        charter=paper_of(new.charter),
        opened_on=today,
    )
    act = Keeping(actor=actor, now=now)
    named = {home.key: home.code for home in (act.home(book, code, "codes") for code in new.codes)}
    members = seated | named
    if not members:
        raise NobodyHolds("codes")
    ShareMember.objects.bulk_create([ShareMember(book=book, household_id=key, since=today) for key in members])
    told = {"name": row.name, "par": book.par, "charter": book.charter, "members": sorted(members.values())}
    act.note("open_share_book", book, new=told)
    return book.pk


@transaction.atomic
def admit_member(*, actor: Actor, now: datetime, book: UUID, code: str, paper: str) -> None:
    """Let a household of the village be a member from today; one that is a member stays it."""
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    home = act.home(found, code)
    kept = paper_of(paper)
    _, is_new = ShareMember.objects.get_or_create(
        book=found, household_id=home.key, until=None, defaults={"since": act.today}
    )
    if is_new:
        act.note("admit_member", found, new={"household": home.code, "paper": kept})


@transaction.atomic
def freeze_shares(*, actor: Actor, now: datetime, book: UUID, code: str, why: str, paper: str) -> None:
    """Freeze what a household holds (court, dispute): no transfer, no leaving, no payout until it is lifted."""
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    home = act.home(found, code)
    kept = paper_of(paper)
    holding = act.require_free(found, home)
    if not holding.value_fen:
        raise NothingHeld
    act.write(found, [act.line(found, Movement.FREEZE, home.key, freezes=1, words=why.strip()[:200], paper=kept)])
    act.note("freeze_shares", found, new={"household": home.code, "paper": kept}, reason=why)


@transaction.atomic
def unfreeze_shares(*, actor: Actor, now: datetime, book: UUID, code: str, why: str, paper: str) -> None:
    """Lift a freeze, by the paper that allows it."""
    act = Keeping(actor=actor, now=now)
    found = act.book(book)
    home = act.home(found, code)
    kept = paper_of(paper)
    if not act.holding(found, home.key).frozen:
        raise NotFrozen
    act.write(found, [act.line(found, Movement.UNFREEZE, home.key, freezes=-1, words=why.strip()[:200], paper=kept)])
    act.note("unfreeze_shares", found, new={"household": home.code, "paper": kept}, reason=why)
