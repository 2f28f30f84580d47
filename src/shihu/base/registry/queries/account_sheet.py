"""A list of accounts, read and held against the registry."""

from datetime import date
from uuid import UUID

from django.conf import settings

from shihu.base.audit.queries import within
from shihu.base.registry.adapters.account_list import BANK, CODE, ID, NAME, NUMBER, AccountList, RawLine
from shihu.base.registry.errors import AccountMistyped, BadAccountNumber, BadBankName
from shihu.base.registry.models import BankAccount, Membership
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules import bank as rules
from shihu.base.registry.rules.people import id_index, plain_text
from shihu.base.registry.types.bank import AccountLine, AccountSheet
from shihu.kernel.actors import Actor
from shihu.kernel.chunks import chunks
from shihu.kernel.sealing import blind_index

Found = tuple[UUID, str, str]  # person, name, hamlet


def accounts_in(content: bytes, name: str, *, place: str, actor: Actor, today: date, bank: str = "") -> AccountSheet:
    """Read a list of accounts of people of ``place``; raises where the file cannot be read at all.

    A person is found by ID number, else by name and household code. ``bank`` stands in for cells and columns that name
    none: a list of one bank often does not.
    """
    KEEP_HOUSEHOLDS.require(actor, place, seen=SEE_HOUSEHOLDS.allows(actor, place))
    reader = AccountList(content, name)
    raw = reader.lines()
    by_id, by_code = _people(raw, place, today)
    indexes: dict[str, int] = {}
    persons: dict[UUID, int] = {}
    lines = []
    for line in raw:
        person = _person(reader, line, by_id, by_code)
        number = _number(reader, line)
        named = _bank(reader, line, bank)
        if person is None or not number or not named:
            continue
        if person[0] in persons:
            reader.note(line.row, NAME, "account_person_twice", row=persons[person[0]])
        elif number in indexes:
            reader.note(line.row, NUMBER, "account_twice", row=indexes[number])
        else:
            persons[person[0]] = indexes[number] = line.row
            lines.append(AccountLine(line.row, person[0], person[2], named, number))
    _note_others(reader, lines)
    faults = tuple(sorted(reader.faults, key=lambda fault: (fault.row, fault.column)))
    return AccountSheet(reader.sheet.name, tuple(lines), faults)


def number_index(number: str) -> str:
    """Return the keyed hash by which an account number is found."""
    return blind_index(number, master=settings.RECORD_KEY, purpose=rules.PURPOSE)


def _people(raw: list[RawLine], place: str, today: date) -> tuple[dict[str, Found], dict[tuple[str, str], list[Found]]]:
    here = Membership.objects.filter(within("household__hamlet_id", [place]), holding(today)).order_by("id")
    columns = ("person_id", "person__name", "household__hamlet_id")
    ids = {plain_text(line.said.get(ID, "")).upper() for line in raw} - {""}
    hashed = {id_index(number, master=settings.RECORD_KEY): number for number in ids}
    by_id: dict[str, Found] = {}
    for chunk in chunks(hashed):
        rows = here.filter(person__id_index__in=chunk).values_list("person__id_index", *columns)
        by_id |= {hashed[index or ""]: (person, name, hamlet) for index, person, name, hamlet in rows}
    codes = {line.said[CODE] for line in raw if line.said.get(CODE) and not line.said.get(ID)}
    by_code: dict[tuple[str, str], list[Found]] = {}
    for chunk in chunks(codes):
        people = here.filter(household__code__in=chunk).values_list("household__code", *columns)
        for code, person, name, hamlet in people:
            by_code.setdefault((code, name), []).append((person, name, hamlet))
    return by_id, by_code


def _person(
    reader: AccountList, line: RawLine, by_id: dict[str, Found], by_code: dict[tuple[str, str], list[Found]]
) -> Found | None:
    name = line.said.get(NAME, "")
    if given := plain_text(line.said.get(ID, "")).upper():
        found = by_id.get(given)
        if found is None:
            reader.note(line.row, ID, "account_nobody")
        elif found[1] != name:
            reader.note(line.row, NAME, "account_other_name", name=found[1])
            return None
        return found
    meant = by_code.get((line.said.get(CODE, ""), name), [])
    if len(meant) != 1:
        reader.note(line.row, NAME, "account_namesakes" if meant else "account_nobody")
        return None
    return meant[0]


def _number(reader: AccountList, line: RawLine) -> str:
    try:
        return rules.account_number(line.said.get(NUMBER, ""))
    except AccountMistyped:
        reader.note(line.row, NUMBER, "account_mistyped")
    except BadAccountNumber:
        reader.note(line.row, NUMBER, "account_number")
    return ""


def _bank(reader: AccountList, line: RawLine, otherwise: str) -> str:
    try:
        return rules.bank_name(line.said.get(BANK, "") or otherwise)
    except BadBankName:
        reader.note(line.row, BANK, "account_bank")
        return ""


def _note_others(reader: AccountList, lines: list[AccountLine]) -> None:
    """Note numbers that are somebody else's in the registry."""
    at = {number_index(line.number): line for line in lines}
    moving = {line.person for line in lines}
    for chunk in chunks(at):
        held = BankAccount.objects.filter(until=None, number_index__in=chunk).order_by()
        for index, person in held.values_list("number_index", "person_id"):
            # Who gets another account in the same list gives this one free.
            if person != at[index].person and person not in moving:
                reader.note(at[index].row, NUMBER, "account_of_other")
