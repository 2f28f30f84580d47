"""A round on paper: the public notice, and one household's slip."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.money import in_words, yuan
from shihu.services.industry.types.awards import (
    AwardMode,
    RoundDetail,
    RoundState,
    Slip,
)
from shihu.services.industry.web.pages.awards import words
from shihu.services.industry.web.pages.awards.rounds import kept, reckoned


@dataclass(frozen=True, slots=True)
class NoticePage:
    """The sheet for the board: names and amounts, nothing else that is nobody's business."""

    title: str
    lead: str
    period: str
    words: str
    shows_kept: bool
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    total: str
    is_draft: bool
    day: date


def notice_page(detail: RoundDetail, village: str, today: date) -> NoticePage:
    """Build the notice, by hamlet.

    With an addition for registered households the counts stay away: from count and amount anybody could reckon who
    got it.
    """
    row = detail.row
    shows = detail.fund.rule.rule.bonus == 0
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for line in detail.lines:
        hamlet = words.place_label(line.hamlet_name, line.hamlet_name_en)
        groups.setdefault(hamlet, []).append((line.householder, kept(line, detail) if shows else "", yuan(line.amount)))
    period = ""
    if row.published_on and row.objections_until:
        period = _("Posted from %(first)s to %(last)s.") % {
            "first": row.published_on.isoformat(),
            "last": row.objections_until.isoformat(),
        }
    return NoticePage(
        title=_("Public notice: %(title)s, round %(number)s") % {"title": detail.fund.row.title, "number": row.number},
        lead=ngettext("%(village)s, %(count)s household", "%(village)s, %(count)s households", row.households)
        % {"village": village, "count": row.households},
        period=period,
        words=reckoned(detail),
        shows_kept=shows,
        groups=tuple((hamlet, tuple(rows)) for hamlet, rows in groups.items()),
        total=_("Together %(amount)s yuan (%(words)s)") % {"amount": yuan(row.amount), "words": in_words(row.amount)},
        is_draft=row.state == RoundState.DRAFT,
        day=today,
    )


@dataclass(frozen=True, slots=True)
class SlipPage:
    """One household's statement."""

    title: str
    village: str
    householder: str
    code: str
    rows: tuple[tuple[str, str, str, str], ...]
    amount: str
    in_words: str
    reckoned: str
    paid: str
    is_paid: bool
    spoken: str


def slip_page(slip: Slip) -> SlipPage:
    """Build the statement in words and capital numerals."""
    names = words.kind_names()
    line, rule = slip.line, slip.rule.rule
    items = {item.kind: item for item in rule.items}
    rows = tuple(
        (
            names.get(share.kind, share.kind),
            words.counted(share.quantity, items[share.kind].measure) if share.kind in items else str(share.quantity),
            yuan(share.asked) if rule.mode == AwardMode.YUAN else f"{share.weight:,}",
            yuan(share.amount),
        )
        for share in line.shares
    )
    if rule.mode == AwardMode.YUAN and line.asked > line.amount:
        reckoned = _(
            "By the rules it would be %(asked)s yuan. The claims of all were more than the fund, so everybody's was "
            "scaled down alike."
        ) % {"asked": yuan(line.asked)}
    elif rule.mode == AwardMode.YUAN:
        reckoned = _("This is what the rules give, in full.")
    else:
        reckoned = _("The fund was split by the points of all households.")
    if slip.paid_on:
        paid = _("Paid on %(day)s, voucher %(voucher)s, list %(document)s.") % {
            "day": slip.paid_on.isoformat(),
            "voucher": slip.voucher,
            "document": slip.document,
        }
    elif slip.round.state == RoundState.APPROVED:
        paid = _("Approved, not paid yet.")
    elif slip.round.objections_until:
        paid = _("Under notice until %(until)s.") % {"until": slip.round.objections_until.isoformat()}
    else:
        paid = pgettext("award", "A draft.")
    return SlipPage(
        title=_("%(title)s, round %(number)s") % {"title": slip.fund_title, "number": slip.round.number},
        village=slip.village,
        householder=line.householder,
        code=line.code,
        rows=rows,
        amount=yuan(line.amount),
        in_words=in_words(line.amount),
        reckoned=reckoned,
        paid=paid,
        is_paid=slip.paid_on is not None,
        spoken=f"{line.householder}, {yuan(line.amount)}. {reckoned} {paid}",
    )
