"""The accounts on which people are paid: recorded one by one or by list, and taken for a bank's list."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import AccountMissing, AccountOfOther
from shihu.base.registry.models import BankAccount, Membership, Person
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.base.registry.queries.account_sheet import number_index
from shihu.base.registry.queries.accounts import accounts_of_households, accounts_of_persons
from shihu.base.registry.rules.bank import account_number, bank_name, masked_account
from shihu.base.registry.types.bank import AccountLine, LoadedAccounts, Payee
from shihu.base.registry.types.households import Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks
from shihu.kernel.refusals import N_

_ACTION = "registry.bank_account"


@transaction.atomic
def keep_bank_account(
    *, actor: Actor, now: datetime, person: UUID, version: int, bank: str = "", number: str = "", reason: str = ""
) -> Outcome:
    """Record the account on which a person is paid from today; without bank and number the one held ends.

    The account before is kept with its dates. A number that somebody else is paid on is refused.
    """
    work = Work(actor=actor, now=now, action=_ACTION, reason=reason)
    home, found = work.someone(person, version)
    held = BankAccount.objects.filter(person=found, until=None).first()
    before = _image(held)
    if bank.strip() or number.strip():
        kept = _put(found, held, bank_name(bank), account_number(number), work.today)
        work.says(
            N_("%(name)s is paid on %(bank)s %(number)s."),
            name=found.name,
            bank=kept.bank,
            number=masked_account(kept.tail),
        )
        after = _image(kept)
    elif held is not None:
        _end(held, work.today)
        after = None
        work.says(N_("%(name)s has no account any more."), name=found.name)
    else:
        raise AccountMissing(where="number")
    found.version += 1
    found.save(update_fields=["version"])
    work.also(Change(_ACTION, "person", str(found.pk), home.hamlet_id, before, after, reason=reason[:200]))
    return work.done(home, person=found.pk)


@transaction.atomic
def load_bank_accounts(*, actor: Actor, now: datetime, place: str, lines: Sequence[AccountLine]) -> LoadedAccounts:
    """Record every account of a list that was read without a fault; one that is known already stays as it is."""
    KEEP_HOUSEHOLDS.require(actor, place, seen=SEE_HOUSEHOLDS.allows(actor, place))
    today = timezone.localdate(now)
    wanted = {line.person: line for line in lines}
    held: dict[UUID, BankAccount] = {}
    for chunk in chunks(sorted(wanted)):
        list(Person.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk"))
        held |= {one.person_id: one for one in BankAccount.objects.filter(person__in=chunk, until=None)}
    new, changes, changed = [], [], 0
    for person, line in wanted.items():
        one = held.get(person)
        index = number_index(line.number)
        if one is not None and (one.number_index, one.bank) == (index, line.bank):
            continue
        before = _image(one)
        if one is not None:
            _end(one, today)
            changed += 1
        fresh = _account(person, line.bank, line.number, today)
        new.append(fresh)
        changes.append(Change(_ACTION, "person", str(person), line.hamlet, before, _image(fresh)))
    for indexes in chunks(one.number_index for one in new):
        if BankAccount.objects.filter(until=None, number_index__in=indexes).exists():
            raise AccountOfOther(where="file")
    BankAccount.objects.bulk_create(new, batch_size=2_000)
    record(actor=actor, now=now, changes=changes)
    return LoadedAccounts(len(new) - changed, changed, len(wanted) - len(new))


@transaction.atomic
def take_accounts(
    *,
    actor: Actor,
    now: datetime,
    place: str,
    paper: str,
    on: date,
    households: Collection[str] = (),
    persons: Collection[UUID] = (),
) -> tuple[Mapping[str, Payee], Mapping[UUID, Payee]]:
    """Return the accounts of households (by code) and of persons for a list that goes to a bank.

    Numbers are whole for who keeps the household, else masked. That they were taken, and for which paper, is noted.
    """
    homes = accounts_of_households(households, on=on)
    people = {one.person_id: one for one in accounts_of_persons(persons, on=on)}
    where: dict[UUID, str] = {}
    for chunk in chunks({one.person_id for one in (*homes.values(), *people.values())}):
        living = Membership.objects.filter(until=None, person__in=chunk).order_by()
        where |= dict(living.values_list("person_id", "household__hamlet_id"))

    def payee(one: BankAccount) -> Payee:
        kept = KEEP_HOUSEHOLDS.allows(actor, where.get(one.person_id, "-"))
        number = str(one.number) if kept else masked_account(one.tail)
        return Payee(one.person_id, one.person.name, one.bank, number, one.since)

    told = {"paper": paper[:200], "accounts": len(homes) + len(people)}
    record(actor=actor, now=now, changes=[Change("registry.take_accounts", "place", place, place, None, told)])
    return {code: payee(one) for code, one in homes.items()}, {key: payee(one) for key, one in people.items()}


def _put(person: Person, held: BankAccount | None, bank: str, number: str, today: date) -> BankAccount:
    index = number_index(number)
    if held is not None and (held.number_index, held.bank) == (index, bank):
        return held
    if BankAccount.objects.filter(until=None, number_index=index).exclude(person=person).exists():
        raise AccountOfOther(where="number")
    if held is not None:
        _end(held, today)
    fresh = _account(person.pk, bank, number, today)
    fresh.save(force_insert=True)
    return fresh


def _end(held: BankAccount, today: date) -> None:
    held.until = max(today, held.since)
    held.save(update_fields=["until"])


def _account(person: UUID, bank: str, number: str, today: date) -> BankAccount:
    return BankAccount(
        person_id=person, bank=bank, number=number, number_index=number_index(number), tail=number[-4:], since=today
    )


def _image(one: BankAccount | None) -> dict[str, object] | None:
    """Return the account as the audit keeps it: the number masked."""
    return None if one is None else {"bank": one.bank, "number": masked_account(one.tail), "since": one.since}
