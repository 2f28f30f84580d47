"""What comes next with a settlement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
)
from shihu.services.industry.types import (
    DividendPayoutState,
    SettlementDetail,
    SettlementState,
)
from shihu.services.industry.web.pages.settlement_words import address


@dataclass(frozen=True, slots=True)
class Act:
    """What comes next, in a sentence, with its button or the dialog that asks."""

    text: str
    action: Action | None = None


def acts(told: SettlementDetail, on: date) -> tuple[Act, ...]:
    """What comes next, for somebody in office."""
    if not told.sees_all:
        return ()
    return (*_before_booking(told, on), *_after_booking(told), *_of_payments(told))


def _before_booking(told: SettlementDetail, on: date) -> Iterator[Act]:
    state, key, until = told.row.state, told.row.key, told.row.objections_until
    if state in {SettlementState.DRAFT, SettlementState.NOTICE} and told.is_stale and told.may_run:
        again = Action(_("Draft again"), address("_draft", told.row.season), "primary", posts=True)
        yield Act(_("Reckon it again from the books as they stand now."), again)
    elif state == SettlementState.DRAFT and told.may_run:
        text = _("Look through the figures, then put the draft under public notice.")
        yield Act(text, Action(_("Publish"), kind="primary", dialog="publish"))
    waiting = sum(1 for one in told.objections if one.answered_on is None)
    if waiting:
        text = ngettext("%(count)s objection waits for an answer.", "%(count)s objections wait for an answer.", waiting)
        yield Act(text % {"count": waiting})
    is_over = state == SettlementState.NOTICE and until is not None and on > until
    if is_over and not waiting and not told.is_stale:
        if told.may_approve:
            act = Action(_("Approve and book"), address("_approve", key), "primary", posts=True)
            yield Act(_("The notice is over. Your approval books it and closes the season."), act)
        else:
            yield Act(_("Somebody else than %(name)s approves it now.") % {"name": told.drafted_by})


def _after_booking(told: SettlementDetail) -> Iterator[Act]:
    if told.row.state != SettlementState.BOOKED:
        return
    left = [line for line in told.lines if line.to_pay > 0 and not line.payout and not line.is_held]
    if left and told.may_run:
        text = ngettext(
            "%(count)s household is still to be paid %(amount)s yuan.",
            "%(count)s households are still to be paid %(amount)s yuan.",
            len(left),
        )
        values = {"count": len(left), "amount": yuan(sum(line.to_pay for line in left))}
        yield Act(text % values, Action(_("Order the payment"), kind="primary", dialog="order"))
    held = sum(1 for line in told.lines if line.is_held)
    if held:
        text = ngettext("%(count)s line is held: its shares are frozen.", "%(count)s lines are held.", held)
        yield Act(text % {"count": held})


def _of_payments(told: SettlementDetail) -> Iterator[Act]:
    for one in told.payouts:
        if one.state != DividendPayoutState.ORDERED:
            continue
        values = {"number": one.number, "name": one.ordered_by}
        if one.may_confirm:
            text = _("Payment %(number)s: when the bank has paid, enter its slip.") % values
            yield Act(text, Action(_("Confirm the payment"), kind="primary", dialog="confirm"))
        else:
            yield Act(_("Payment %(number)s waits until somebody else than %(name)s confirms it.") % values)
