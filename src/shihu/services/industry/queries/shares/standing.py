"""Who stands how to a share book: sees it by office, is a member of it, holds shares in it or is offered some."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import ShareBook, ShareEntry, ShareMember, ShareTransfer

_OWN = frozenset({Role.HEAD, Role.VILLAGER})


@dataclass(frozen=True, slots=True)
class OpenedBook:
    """A share book as the actor may open it: ``sees`` by office, ``own`` is the key of the own household in it."""

    book: ShareBook
    sees: bool
    own: UUID | None
    is_member: bool


def lives_in(actor: Actor, column: str) -> Q:
    """Return the filter "the actor lives in this household", where they sign in as a villager or head of it."""
    if not actor.is_known:
        return Q(pk__in=())
    return Q(
        within(f"{column}__hamlet_id", actor.scopes(_OWN)),
        **{f"{column}__memberships__person__account": actor.key, f"{column}__memberships__until": None},
    )


def concerning(actor: Actor) -> Q:
    """Return the filter on books that concern the actor's own household."""
    members = ShareMember.objects.filter(lives_in(actor, "household"), until=None).values("book")
    holds = ShareEntry.objects.filter(lives_in(actor, "household")).order_by().values("book")
    offered = ShareTransfer.objects.filter(lives_in(actor, "taker"), state="open").values("book")
    return Q(pk__in=members) | Q(pk__in=holds) | Q(pk__in=offered)


def opened_book(key: UUID, *, actor: Actor) -> OpenedBook:
    """Return a share book that the actor sees by office or that concerns their household; NotFound otherwise."""
    found = ShareBook.objects.select_related("entity", "place", "project").filter(pk=key).first()
    if found is None:
        raise NotFound
    sees = policies.SEE_PROJECTS.allows(actor, found.place_id)
    member = found.members.filter(lives_in(actor, "household"), until=None).values_list("household", flat=True).first()
    own = member or (
        ShareEntry.objects.filter(lives_in(actor, "household"), book=found).values_list("household", flat=True).first()
        or ShareTransfer.objects.filter(lives_in(actor, "taker"), book=found, state="open")
        .values_list("taker", flat=True)
        .first()
    )
    if not sees and own is None:
        raise NotFound
    return OpenedBook(found, sees, own, member is not None)
