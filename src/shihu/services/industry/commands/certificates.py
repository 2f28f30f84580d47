"""Issuing share certificates; a change of the holding replaces them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.sealing import blind_index
from shihu.services.industry import policies
from shihu.services.industry.errors import NothingHeld
from shihu.services.industry.models import Certificate, ShareBook
from shihu.services.industry.queries.shares.holdings import held
from shihu.services.industry.queries.shares.standing import opened_book
from shihu.services.industry.rules import certificates as rules
from shihu.services.industry.types import Holding


@transaction.atomic
def issue_certificate(*, actor: Actor, now: datetime, book: UUID, code: str) -> UUID:
    """Issue the certificate of what a household holds today; return its key. A valid one that says the same stays."""
    seen = opened_book(book, actor=actor)
    policies.RUN_PROJECTS.require(actor, seen.book.place_id, seen=True)
    found = ShareBook.objects.select_for_update(of=("self",)).get(pk=book)
    today = timezone.localdate(now)
    home = household(code, actor=SYSTEM, on=today)
    holding = held([found], on=today)[found.pk].get(home.key)
    if holding is None or not holding.shares:
        raise NothingHeld
    valid = found.certificates.filter(household=home.key, replaced_on=None).first()
    if valid is not None:
        return valid.pk
    return _issued(actor, now, found, home.key, home.code, holding)


def renew(*, actor: Actor, now: datetime, book: ShareBook, households: Iterable[UUID]) -> None:
    """Replace the valid certificates of households whose holding changed. Call with the book locked."""
    today = timezone.localdate(now)
    valid = list(book.certificates.filter(household__in=list(households), replaced_on=None).select_related("household"))
    if not valid:
        return
    holdings = held([book], on=today)[book.pk]
    for old in valid:
        old.replaced_on = today
        old.save(update_fields=["replaced_on"])
        holding = holdings.get(old.household_id)
        if holding is not None and holding.shares:
            _issued(actor, now, book, old.household_id, old.household.code, holding)


def _issued(actor: Actor, now: datetime, book: ShareBook, key: UUID, code: str, holding: Holding) -> UUID:
    at = (book.certificates.aggregate(last=Max("at"))["last"] or 0) + 1
    number = rules.number(book.place_id[: Level.VILLAGE], book.ordinal, at)
    issued = timezone.localdate(now)
    text = rules.signed_text(number, code, holding.shares, holding.value_fen, issued.isoformat())
    made = Certificate.objects.create(
        book=book,
        household_id=key,
        at=at,
        number=number,
        code=rules.code(blind_index(text, master=settings.RECORD_KEY, purpose=rules.PURPOSE)),
        shares=holding.shares,
        value=holding.value_fen,
        parts={factor.value: [part.shares, part.rest] for factor, part in holding.parts.items()},
        issued_on=issued,
        issued_by=actor.name,
    )
    told = {"number": number, "household": code, "shares": holding.shares, "value": holding.value_fen}
    change = Change("industry.issue_certificate", "share_book", str(book.pk), book.place_id, None, told)
    record(actor=actor, now=now, changes=[change])
    return made.pk
