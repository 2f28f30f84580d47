"""What must hold in the ledger at every moment: small functions of one signature in one list.

Commands, constraints and triggers keep all of it; ``shihu ledger check`` proves it for the rows as they stand, whatever
wrote them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone

from shihu.base.ledger.models import Closing, Entity, Entry, Line, Proposal
from shihu.base.ledger.queries.charts import approval_rules
from shihu.base.ledger.rules import bodies
from shihu.base.ledger.rules.entries import rule_for
from shihu.base.ledger.types import (
    Breach,
    Document,
    DocumentKind,
    EntityKind,
    EntryKind,
    NewEntry,
    NewLine,
    ProposalState,
)
from shihu.kernel.money import yuan
from shihu.kernel.refusals import N_

Check = Callable[[], Iterable[Breach]]


def entries_balance() -> Iterator[Breach]:
    """The lines of every entry sum to zero."""
    sums = Line.objects.order_by().values_list("entry").annotate(sum=Sum("amount")).exclude(sum=0)
    for key, total in sums:
        yield _breach("entries_balance", key, N_("An entry is off by %(amount)s yuan."), amount=yuan(total))


def entries_are_whole() -> Iterator[Breach]:
    """Every entry has the lines and the amount that it says, and two lines at least."""
    held = {
        key: (count, debit)
        for key, count, debit in Line.objects.order_by()
        .values_list("entry")
        .annotate(count=Count("pk"), debit=Sum("amount", filter=Q(amount__gt=0)))
    }
    for key, size, amount in Entry.objects.values_list("pk", "size", "amount").iterator(chunk_size=5_000):
        if held.get(key) != (size, amount) or size < 2:
            yield _breach("entries_are_whole", key, N_("An entry has not the lines or the amount that it says."))


def no_line_without_an_entry() -> Iterator[Breach]:
    """Every line belongs to an entry, of the same book and the same day."""
    for line in Line.objects.exclude(entry__in=Entry.objects.values("pk")).values_list("pk", flat=True):
        yield _breach("no_line_without_an_entry", line, N_("A line has no entry."))
    astray = Line.objects.exclude(entity=F("entry__entity"), date=F("entry__date"))
    for key in astray.values_list("entry", flat=True).distinct():
        yield _breach("no_line_without_an_entry", key, N_("A line names another book or day than its entry."))


def bodies_are_as_asked() -> Iterator[Breach]:
    """What is stored is what was asked for, to the letter: its digest is the one that was written with it."""
    entries = Entry.objects.prefetch_related("lines__account").order_by("pk")
    for entry in entries.iterator(chunk_size=1_000):
        if bodies.digest(_asked(entry)) != entry.body:
            yield _breach("bodies_are_as_asked", entry.pk, N_("An entry is not what was recorded."))


def vouchers_have_no_gap() -> Iterator[Breach]:
    """Vouchers of a book count from 1 within each year, none is missing."""
    counted = Entry.objects.order_by().values_list("entity", "year").annotate(last=Max("number"), count=Count("pk"))
    for entity, year, last, count in counted:
        if last != count:
            sentence = N_("Vouchers of %(year)s are missing: the last is %(last)s, there are %(count)s.")
            yield _breach("vouchers_have_no_gap", entity, sentence, year=year, last=last, count=count)


def reversals_negate() -> Iterator[Breach]:
    """A reversal has the lines of what it reverses, each with the other sign."""
    taken = Entry.objects.filter(reverses__isnull=False).prefetch_related("lines", "reverses__lines")
    for entry in taken.select_related("reverses").iterator(chunk_size=500):
        mine = [(line.account_id, line.party_id, -line.amount) for line in entry.lines.order_by("position")]
        original = entry.reverses.lines.order_by("position") if entry.reverses else ()
        if mine != [(line.account_id, line.party_id, line.amount) for line in original]:
            yield _breach("reversals_negate", entry.pk, N_("A reversal is not the negation of its entry."))


def accounts_fit_the_book() -> Iterator[Breach]:
    """Every line stands on an account of its book's kind, in force on its day, and names a party where one is needed.

    A reversal may stand in the chart of what it reverses, and the entry that converts a chart in both.
    """
    wrong = Line.objects.filter(
        ~Q(account__kind=F("entity__kind"))
        | Q(account__entity__isnull=False) & ~Q(account__entity=F("entity"))
        | Q(account__needs_party=True, party=None)
        | Q(entry__kind__in=[EntryKind.ORDINARY.value, EntryKind.OPENING.value, EntryKind.CARRYING.value])
        & (Q(date__lt=F("account__since")) | Q(date__gt=F("account__until")))
    )
    for key, code in wrong.values_list("entry", "account__code"):
        sentence = N_("A line stands on account %(account)s, which does not fit its book or its day.")
        yield _breach("accounts_fit_the_book", key, sentence, account=code)


def two_persons_where_the_rule_says() -> Iterator[Breach]:
    """Above the amount of the rule, two different people stand under an entry."""
    rules = approval_rules()
    exempt = [EntryKind.CARRYING.value, EntryKind.CONVERSION.value]
    least = min((rule.above for rule in rules), default=None)
    if least is None:
        return
    entries = Entry.objects.filter(amount__gt=least).exclude(kind__in=exempt).select_related("entity")
    for entry in entries.iterator(chunk_size=2_000):
        rule = rule_for(rules, EntityKind(entry.entity.kind), entry.entity.place_id, entry.date)
        if rule is None or entry.amount <= rule.above:
            continue
        if not entry.approved_by_name or entry.approved_by == entry.recorded_by:
            sentence = N_("An entry of %(amount)s yuan has no second person.")
            yield _breach("two_persons_where_the_rule_says", entry.pk, sentence, amount=yuan(entry.amount))


def opening_comes_first() -> Iterator[Breach]:
    """Nothing is dated on or before the cut-off day but the opening balances."""
    early = Entry.objects.filter(entity__opened_on__isnull=False, date__lte=F("entity__opened_on"))
    for key in early.exclude(kind=EntryKind.OPENING.value).values_list("pk", flat=True):
        yield _breach("opening_comes_first", key, N_("An entry is dated before the opening balances."))


def closed_is_closed() -> Iterator[Breach]:
    """What a closed period counted is what stands in it, and periods follow each other."""
    begins: dict[Any, date] = {}
    for closing in Closing.objects.select_related("entity").order_by("entity", "through"):
        inside = Q(entity=closing.entity_id, date__lte=closing.through)
        if closing.entity_id in begins:
            inside &= Q(date__gt=begins[closing.entity_id])
        begins[closing.entity_id] = closing.through
        count = Entry.objects.filter(inside).count()
        debit = Line.objects.filter(inside, amount__gt=0).aggregate(sum=Sum("amount"))["sum"] or 0
        if (count, debit) != (closing.entries, closing.debit):
            sentence = N_("The period through %(through)s is not what it was when it was closed.")
            yield _breach("closed_is_closed", closing.entity_id, sentence, through=closing.through)
    for key, through in Entity.objects.filter(closed_through__isnull=False).values_list("pk", "closed_through"):
        if begins.get(key) != through:
            sentence = N_("The books say closed through %(through)s, their closings say otherwise.")
            yield _breach("closed_is_closed", key, sentence, through=through)


def books_sum_to_zero() -> Iterator[Breach]:
    """All accounts of a book together are zero: the trial balance balances on every day."""
    sums = Line.objects.order_by().values_list("entity", "date").annotate(sum=Sum("amount")).exclude(sum=0)
    off: dict[Any, int] = defaultdict(int)
    for entity, _day, total in sums:
        off[entity] += abs(total)
    for entity, total in off.items():
        sentence = N_("The trial balance of a book is off by %(amount)s yuan.")
        yield _breach("books_sum_to_zero", entity, sentence, amount=yuan(total))


def proposals_became_what_they_asked() -> Iterator[Breach]:
    """An approved proposal was booked with its own body, by its proposer, approved by somebody else."""
    approved = Proposal.objects.filter(state=ProposalState.APPROVED.value).select_related("entry")
    for one in approved.iterator(chunk_size=1_000):
        entry = one.entry
        is_kept = entry is not None and (entry.body, entry.recorded_by) == (one.body, one.proposed_by)
        if not is_kept or (one.decided_by == one.proposed_by):
            yield _breach(
                "proposals_became_what_they_asked", one.pk, N_("A proposal was not booked as it was approved.")
            )


def nothing_is_dated_tomorrow() -> Iterator[Breach]:
    """No entry is dated later than the day on which it was booked."""
    for key, day, at in Entry.objects.values_list("pk", "date", "recorded_at").iterator(chunk_size=5_000):
        if day > timezone.localdate(at):
            yield _breach("nothing_is_dated_tomorrow", key, N_("An entry is dated %(day)s, before it came."), day=day)


CHECKS: tuple[Check, ...] = (
    entries_balance,
    entries_are_whole,
    no_line_without_an_entry,
    bodies_are_as_asked,
    vouchers_have_no_gap,
    reversals_negate,
    accounts_fit_the_book,
    two_persons_where_the_rule_says,
    opening_comes_first,
    closed_is_closed,
    books_sum_to_zero,
    proposals_became_what_they_asked,
    nothing_is_dated_tomorrow,
)


def check() -> list[Breach]:
    """Run every check; return everything that is wrong, empty for a sound ledger."""
    return [breach for one in CHECKS for breach in one()]


def _breach(name: str, subject: object, sentence: str, **values: object) -> Breach:
    return Breach(name, str(subject), sentence, tuple(values.items()))


def _asked(entry: Entry) -> NewEntry:
    """Return what must have been asked for, so that the entry stands as it does."""
    is_conversion = entry.kind == EntryKind.CONVERSION
    lines = sorted(entry.lines.all(), key=lambda line: line.position)

    def code(line: Line) -> str:
        has_ended = line.account.until is not None and line.account.until < entry.date
        return bodies.ended(line.account.code) if is_conversion and has_ended else line.account.code

    return NewEntry(
        entity=entry.entity_id,
        date=entry.date,
        summary=entry.summary,
        lines=tuple(NewLine(code(line), line.amount, line.party_id, line.note, line.tag) for line in lines),
        document=Document(
            DocumentKind(entry.document_kind),
            entry.document_number,
            entry.document_date,
            entry.document_issuer,
            entry.document_digest,
        ),
        key=entry.key,
        kind=EntryKind(entry.kind),
        purpose=entry.purpose_id,
        reverses=entry.reverses_id,
        reason=entry.reason,
        source=entry.source,
        source_key=entry.source_key,
    )
