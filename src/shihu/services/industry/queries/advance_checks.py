"""What must hold of advances, sales and payments: small functions of one signature that say what is wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import F, Q, Sum

from shihu.base.ledger.queries import balance
from shihu.base.ledger.types import Breach
from shihu.kernel.actors import SYSTEM
from shihu.kernel.money import yuan
from shihu.kernel.refusals import N_
from shihu.services.industry.models import AdvanceLine, Batch, Lot, PayoutLine, Sale, Season, Slip
from shihu.services.industry.queries.receivables import open_sales
from shihu.services.industry.queries.standings import accounts_of, batch_row, booked, stands
from shihu.services.industry.rules import tags
from shihu.services.industry.types import StepKind

Check = Callable[[], Iterator[Breach]]
_ALWAYS = date.max


def the_book_agrees_with_the_ledger() -> Iterator[Breach]:
    """What the advance book sums to is what stands in the ledger, household by household."""
    tag_of = {AdvanceLine.Thing.INPUT: tags.advance_tag, AdvanceLine.Thing.RENTAL: tags.rental_tag}
    for season in Season.objects.select_related("project__book"):
        accounts = accounts_of(season, season.since)
        for thing, tag in tag_of.items():
            lines = AdvanceLine.objects.filter(season=season, thing=thing).order_by()
            own = dict(lines.values_list("household__code").annotate(Sum("amount")))
            held = stands(season, accounts, tag(season.pk), _ALWAYS)
            yield from _differ("the_book_agrees_with_the_ledger", own, held)


def proceeds_agree_with_the_ledger() -> Iterator[Breach]:
    """What slips gave a household, less what was paid and what paid its debts, is what stands for it."""
    for season in Season.objects.select_related("project__book"):
        accounts = accounts_of(season, season.since)
        own: dict[str, int] = defaultdict(int)
        slips = Slip.objects.filter(booked("sale__"), sale__season=season).order_by()
        for code, amount in slips.values_list("household__code").annotate(Sum("household_gets")):
            own[code] -= amount
        paid = PayoutLine.objects.filter(payout__season=season, payout__entry__isnull=False).order_by()
        for code, amount in paid.values_list("household__code").annotate(Sum("amount")):
            own[code] += amount
        offset = AdvanceLine.objects.filter(season=season, act=AdvanceLine.Act.OFFSET).order_by()
        for code, amount in offset.values_list("household__code").annotate(Sum("amount")):
            own[code] -= amount
        held = stands(season, accounts, tags.proceeds_tag(season.pk), _ALWAYS)
        yield from _differ("proceeds_agree_with_the_ledger", own, held)


def nobody_owes_below_nothing() -> Iterator[Breach]:
    """Nobody has paid more than was owed, and nobody gave back more pieces than received."""
    sums = AdvanceLine.objects.order_by().values_list("season", "household__code", "thing")
    for _season, code, _thing, amount, pieces in sums.annotate(Sum("amount"), Sum("pieces")):
        if amount < 0 or pieces < 0:
            sentence = N_("Household %(code)s has paid or returned more than it received.")
            yield Breach("nobody_owes_below_nothing", code, sentence, (("code", code),))


def nothing_is_sold_above_what_was_delivered() -> Iterator[Breach]:
    """Of no delivery more grams are sold than were weighed."""
    standing = Lot.objects.filter(sold__sale__reversed_on=None).annotate(out=Sum("sold__grams"))
    for code in standing.filter(out__gt=F("grams")).values_list("code", flat=True):
        sentence = N_("More of delivery %(code)s is sold than was weighed.")
        yield Breach("nothing_is_sold_above_what_was_delivered", code, sentence, (("code", code),))


def sales_are_split_exactly() -> Iterator[Breach]:
    """The lines of a sale sum to its total, its slips to what its households delivered, each slip to its proceeds."""
    sentence = N_("The parts of the sale to %(buyer)s are not its whole.")
    for sale in Sale.objects.filter(booked()).prefetch_related("lines__lot", "slips"):
        theirs = sum(line.amount for line in sale.lines.all() if line.lot.household_id)
        slips = list(sale.slips.all())
        taken = all(
            slip.proceeds == slip.household_gets + sum(step["amount"] for step in slip.steps)
            and all(
                step["amount"] <= step["owed"]
                for step in slip.steps
                if step["kind"] in {StepKind.ADVANCE, StepKind.RENTAL}
            )
            for slip in slips
        )
        whole = sum(line.amount for line in sale.lines.all()) == sale.total
        if not whole or not taken or theirs != sum(slip.proceeds for slip in slips):
            yield Breach("sales_are_split_exactly", str(sale.pk), sentence, (("buyer", sale.buyer),))


def batches_are_not_overdrawn() -> Iterator[Breach]:
    """No more pieces of a batch are out than were made."""
    for one in Batch.objects.all():
        if batch_row(one).left < 0:
            sentence = N_("More of batch %(name)s is supplied than was made.")
            yield Breach("batches_are_not_overdrawn", str(one.pk), sentence, (("name", one.name),))


def receivables_agree_with_the_ledger() -> Iterator[Breach]:
    """What buyers owe on sales of a season, less what they paid, stands on the account of receivables under it."""
    sentence = N_("Receivables of %(season)s: sales and payments say %(own)s yuan, the ledger %(held)s.")
    for season in Season.objects.select_related("project__book"):
        own = sum(one.total - received for one, received in open_sales(Q(season=season), _ALWAYS))
        code = accounts_of(season, season.since).chart.receivable
        held = balance(season.project.book_id, code, actor=SYSTEM, on=_ALWAYS, tag=tags.season_tag(season.pk))
        if own != held:
            values = (("season", str(season.name)), ("own", yuan(own)), ("held", yuan(held)))
            yield Breach("receivables_agree_with_the_ledger", str(season.pk), sentence, values)


CHECKS: tuple[Check, ...] = (
    the_book_agrees_with_the_ledger,
    proceeds_agree_with_the_ledger,
    nobody_owes_below_nothing,
    nothing_is_sold_above_what_was_delivered,
    sales_are_split_exactly,
    batches_are_not_overdrawn,
    receivables_agree_with_the_ledger,
)


def check() -> list[Breach]:
    """Run every check; return everything that is wrong, empty where all is sound."""
    return [breach for one in CHECKS for breach in one()]


def _differ(name: str, own: dict[str, int], held: dict[str, int]) -> Iterator[Breach]:
    sentence = N_("Household %(code)s: the book says %(own)s yuan, the ledger %(held)s.")
    for code in sorted(set(own) | set(held)):
        mine, theirs = own.get(code, 0), held.get(code, 0)
        if mine != theirs:
            values = (("code", code), ("own", yuan(mine)), ("held", yuan(theirs)))
            yield Breach(name, code, sentence, values)
