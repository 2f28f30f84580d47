"""On which account a household or a person is paid."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from shihu.base.audit.queries import within
from shihu.base.registry.models import BankAccount, Household, Membership
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.bank import masked_account
from shihu.base.registry.rules.people import plain_text
from shihu.base.registry.types.bank import AccountPage, AccountRow, Payee
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks


def payees(households: Collection[str], *, on: date) -> dict[str, Payee]:
    """Return who of each household (by code) is paid and where: its householder, else whose account is the oldest.

    Numbers are masked. A household of which nobody has an account is not in the answer. Limits nothing: who asks has
    checked that the actor may see who is paid.
    """
    return {code: payee(one) for code, one in accounts_of_households(households, on=on).items()}


def person_payees(persons: Collection[UUID], *, on: date) -> dict[UUID, Payee]:
    """Return where each person is paid. As :func:`payees`."""
    return {one.person_id: payee(one) for one in accounts_of_persons(persons, on=on)}


def payee(one: BankAccount) -> Payee:
    """Return an account as screens show it."""
    return Payee(one.person_id, one.person.name, one.bank, masked_account(one.tail), one.since)


def accounts_of_households(households: Collection[str], *, on: date) -> dict[str, BankAccount]:
    """Return the account of each household; see :func:`payees` for which one it is."""
    ranks: dict[UUID, tuple[str, bool]] = {}
    columns = ("person_id", "household__code", "household__householder")
    for chunk in chunks(set(households)):
        members = Membership.objects.filter(holding(on), household__code__in=chunk).order_by()
        for person, code, householder in members.values_list(*columns):
            ranks[person] = code, person != householder
    found: dict[str, tuple[tuple[object, ...], BankAccount]] = {}
    for one in accounts_of_persons(ranks, on=on):
        code, is_other = ranks[one.person_id]
        rank = (is_other, one.since, one.pk)
        if code not in found or rank < found[code][0]:
            found[code] = rank, one
    return {code: one for code, (_, one) in found.items()}


def accounts_of_persons(persons: Iterable[UUID], *, on: date) -> list[BankAccount]:
    """Return the accounts of these persons on the day."""
    held = BankAccount.objects.filter(holding(on)).select_related("person").order_by()
    return [one for chunk in chunks(set(persons)) for one in held.filter(person__in=chunk)]


def account_page(
    place: str, *, actor: Actor, on: date, text: str = "", lack: bool = False, offset: int = 0, limit: int = 50
) -> AccountPage:
    """Return the standing households of ``place`` with where they are paid; ``lack`` those without an account alone."""
    KEEP_HOUSEHOLDS.require(actor, place, seen=SEE_HOUSEHOLDS.allows(actor, place))
    members = Membership.objects.filter(holding(on), household=OuterRef("pk"))
    has = Exists(members.filter(Exists(BankAccount.objects.filter(holding(on), person=OuterRef("person")))))
    here = Household.objects.filter(within("hamlet_id", [place]), holding(on))
    every, having = here.count(), here.filter(has).count()
    if lack:
        here = here.filter(~has)
    if said := plain_text(text):
        here = here.filter(Q(code__contains=said) | Q(householder__name__contains=said))
    page = list(here.select_related("householder", "hamlet").order_by("code")[offset : offset + limit])
    told = {} if lack else payees([home.code for home in page], on=on)
    rows = tuple(
        AccountRow(
            home.code,
            home.householder.name,
            home.householder_id,
            home.hamlet_id,
            home.hamlet.name,
            home.hamlet.name_en,
            told.get(home.code),
        )
        for home in page
    )
    return AccountPage(rows, here.count(), every, having)
