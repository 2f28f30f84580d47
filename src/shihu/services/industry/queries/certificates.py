"""Reading certificates: whole for those concerned, next to nothing for those who verify one."""

from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.db.models import Sum

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.kernel.sealing import blind_index
from shihu.services.industry.models import Certificate, ShareEntry
from shihu.services.industry.queries.shares.standing import opened_book
from shihu.services.industry.rules import certificates as rules
from shihu.services.industry.types import CertificateRow, Factor, Part, Verified


def certificate(key: UUID, *, actor: Actor) -> CertificateRow:
    """Return a certificate to print: by office, and to its own household."""
    found = Certificate.objects.select_related("household__householder", "book__entity", "book__place").filter(pk=key)
    one = found.first()
    if one is None:
        raise NotFound
    seen = opened_book(one.book_id, actor=actor)
    if not seen.sees and seen.own != one.household_id:
        raise NotFound
    return _row(one)


def certificates(book: UUID, household: UUID, *, actor: Actor) -> list[CertificateRow]:
    """Return the certificates of one household in a book, newest first."""
    seen = opened_book(book, actor=actor)
    if not seen.sees and seen.own != household:
        raise NotFound
    found = Certificate.objects.select_related("household__householder", "book__entity", "book__place")
    return [_row(one) for one in found.filter(book=book, household=household).order_by("-at")]


def verified(number: str, code: str) -> Verified:
    """Return what anybody learns who holds a certificate's number and code; NotFound where either is wrong.

    The code is reckoned anew from what stands in the record, so that an altered record verifies no more than an altered
    certificate.
    """
    one = Certificate.objects.select_related("household__householder", "book__entity").filter(number=number).first()
    if one is None:
        raise NotFound
    text = rules.signed_text(one.number, one.household.code, one.shares, one.value, one.issued_on.isoformat())
    mac = blind_index(text, master=settings.RECORD_KEY, purpose=rules.PURPOSE)
    if not compare_digest(rules.code(mac).encode(), code.upper().encode()):
        raise NotFound
    state = "replaced" if one.replaced_on else "frozen" if _is_frozen(one) else "valid"
    name = one.household.householder.name if one.household.householder else ""
    return Verified(
        number=one.number,
        holder=rules.surname_only(name),
        book=one.book.entity.name,
        shares=one.shares,
        issued_on=one.issued_on,
        state=state,
        replaced_on=one.replaced_on,
    )


def _is_frozen(one: Certificate) -> bool:
    entries = ShareEntry.objects.filter(book=one.book_id, household=one.household_id)
    return (entries.aggregate(Sum("freezes"))["freezes__sum"] or 0) > 0


def _row(one: Certificate) -> CertificateRow:
    return CertificateRow(
        key=one.pk,
        number=one.number,
        code=one.code,
        issued_on=one.issued_on,
        replaced_on=one.replaced_on,
        shares=one.shares,
        value=one.value,
        holder=one.household.householder.name if one.household.householder else "",
        household_code=one.household.code,
        book=one.book.entity.name,
        place=one.book.place.name,
        par=one.book.par,
        parts={Factor(factor): Part(shares, rest) for factor, (shares, rest) in one.parts.items()},
        is_frozen=_is_frozen(one),
    )
