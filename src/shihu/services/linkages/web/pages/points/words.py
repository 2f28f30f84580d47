"""What the codes of points say in the reader's language."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shihu.base.places.queries import names
from shihu.kernel.presentation import Badge, Link, Tab
from shihu.kernel.refusals import Refusal
from shihu.services.linkages.rules.points import feeds
from shihu.services.linkages.types.points import (
    ClaimRow,
    ClaimState,
    Cover,
    CoverRule,
    Earner,
    EntryRow,
    Flow,
    PointKind,
    PointLinkage,
    PointRecord,
    PointRule,
    PointVerdict,
    RedemptionState,
    ReviewStage,
    StockKind,
)


def linkage(value: str) -> str:
    """One of the six linkages."""
    return {
        PointLinkage.PARTY.value: pgettext("linkages", "Party building"),
        PointLinkage.SANITATION.value: pgettext("linkages", "Sanitation"),
        PointLinkage.INTEGRITY.value: pgettext("linkages", "Integrity"),
        PointLinkage.WELFARE.value: pgettext("linkages", "Public good"),
        PointLinkage.SAFETY.value: pgettext("linkages", "Safety"),
        PointLinkage.CIVILITY.value: pgettext("linkages", "Civility"),
    }[value]


def earner(value: Earner) -> str:
    """Household or unit."""
    return pgettext("linkages", "Household") if value is Earner.HOUSEHOLD else pgettext("linkages", "Unit")


def kind(value: PointKind) -> str:
    """What an entry is."""
    return {
        PointKind.AWARD: pgettext("linkages", "Earned"),
        PointKind.DEDUCTION: pgettext("linkages", "Deducted"),
        PointKind.REDEMPTION: pgettext("linkages", "Exchanged"),
        PointKind.EXPIRY: pgettext("linkages", "Lapsed"),
        PointKind.REVERSAL: pgettext("linkages", "Taken back"),
    }[value]


def stock_kind(value: StockKind) -> str:
    """Why stock moved."""
    return {
        StockKind.RECEIVED: pgettext("linkages", "Came in"),
        StockKind.TAKEN: pgettext("linkages", "Given for points"),
        StockKind.RETURNED: pgettext("linkages", "Brought back"),
        StockKind.WRITTEN_OFF: pgettext("linkages", "Spoilt or lost"),
    }[value]


def stage(value: ReviewStage) -> str:
    """Which look at a claim."""
    return {
        ReviewStage.FIRST: pgettext("linkages", "First review"),
        ReviewStage.APPEAL: pgettext("linkages", "Appeal"),
        ReviewStage.SAMPLE: pgettext("linkages", "Blind second look"),
    }[value]


def verdict(value: PointVerdict, points: int) -> str:
    """A decision in a word."""
    return {
        PointVerdict.ACCEPT: pgettext("linkages", "Accepted: %(points)s points"),
        PointVerdict.CHANGE: pgettext("linkages", "Changed to %(points)s points"),
        PointVerdict.REFUSE: pgettext("linkages", "Refused: %(points)s points"),
    }[value] % {"points": points}


def claim_badge(row: ClaimRow) -> Badge:
    """Where a claim stands."""
    given = row.given or 0
    if row.state is ClaimState.WAITING:
        return Badge(pgettext("linkages", "Waits for review"), "ochre", "clock")
    if row.state is ClaimState.APPEALED:
        return Badge(pgettext("linkages", "Appealed"), "ochre", "clock")
    if given == row.asked:
        return Badge(pgettext("linkages", "Given"), "pine", "check")
    if given:
        return Badge(pgettext("linkages", "Given in part"), "indigo", "info")
    return Badge(pgettext("linkages", "Refused"), "seal", "close")


def redemption_badge(state: RedemptionState) -> Badge:
    """Where a redemption stands."""
    return {
        RedemptionState.RESERVED: Badge(pgettext("linkages", "Reserved"), "ochre", "clock"),
        RedemptionState.HANDED: Badge(pgettext("linkages", "Handed out"), "pine", "check"),
        RedemptionState.CANCELLED: Badge(pgettext("linkages", "Called off"), "plain", "close"),
        RedemptionState.RETURNED: Badge(pgettext("linkages", "Brought back"), "plain", "undo"),
    }[state]


def rule_points(rule: PointRule) -> str:
    """+5 / 次, at most 4 a month."""
    told = f"{rule.points:+d} / {rule.per}"
    if not rule.limit:
        return told
    most = ngettext("at most %(limit)s time a month", "at most %(limit)s times a month", rule.limit)
    return f"{told} · {most % {'limit': rule.limit}}"


def cover_rule(value: CoverRule) -> str:
    """What happens to points that the stock does not cover."""
    if value is CoverRule.REFUSE:
        return _("Points that the prize stock does not cover are not given until it is filled up.")
    return _("Points that the prize stock does not cover are given, and everybody is told that the stock is short.")


def cover_words(cover: Cover) -> str:
    """Outstanding points against the stock, with how it was reckoned."""
    if not cover.outstanding:
        return _("Nobody holds points; the stock on offer is worth %(stock)s points.") % {"stock": cover.stock}
    return _(
        "Households hold %(out)s points. The stock on offer (each prize times its price) is worth %(stock)s points: "
        "%(stock)s ÷ %(out)s = %(percent)s%%."
    ) % {"out": cover.outstanding, "stock": cover.stock, "percent": cover.percent}


def flow_words(told: Flow) -> str:
    """How a balance came about."""
    return _("Earned %(earned)s − deducted %(lost)s − exchanged %(spent)s − lapsed %(lapsed)s = %(left)s points.") % {
        "earned": told.earned,
        "lost": told.lost,
        "spent": told.spent,
        "lapsed": told.lapsed,
        "left": told.left,
    }


def entry_words(row: EntryRow) -> str:
    """One entry explained to its owner: what for, by which version, who claimed, who reviewed."""
    if row.kind is PointKind.REVERSAL and row.note == feeds.CORRECTED:
        return _("Takes back entry %(number)s: the record behind it was corrected.") % {"number": row.reverses}
    if row.kind is PointKind.REVERSAL:
        return _("Takes back entry %(number)s. Reason: %(note)s. By %(who)s.") % {
            "number": row.reverses,
            "note": row.note or "—",
            "who": row.recorded_by,
        }
    if row.kind is PointKind.REDEMPTION:
        told = _("Exchanged for %(what)s; agreed to by %(who)s.")
        return told % {"what": row.note, "who": row.claimed_by or "—"}
    if row.kind is PointKind.EXPIRY:
        return _("Lapsed by the rule book; you were told on %(day)s.") % {"day": row.note}
    parts = [
        _("%(times)s × %(each)s points per %(per)s, item “%(item)s” of version %(version)s.")
        % {"times": row.times, "each": row.each, "per": row.per, "item": row.item, "version": row.version}
    ]
    if row.points != row.times * row.each:
        parts.append(
            pgettext("linkages", "Given %(points)s of %(asked)s.")
            % {"points": row.points, "asked": row.times * row.each}
        )
    if row.clause:
        parts.append(_("By %(clause)s.") % {"clause": row.clause})
    if by_record := record_words(row.source, row.note):
        return space().join([by_record, *parts])
    if row.claimed_by:
        parts.append(
            _("Claimed by %(who)s, reviewed by %(reviewer)s.") % {"who": row.claimed_by, "reviewer": row.reviewed_by}
        )
    else:
        parts.append(_("Recorded by %(who)s.") % {"who": row.recorded_by})
    if row.note:
        parts.append(row.note if row.note[-1] in "。.！？" else f"{row.note}{full_stop()}")
    return space().join(parts)


def record_words(source: str, note: str) -> str:
    """What record gave the points, with its numbers; nothing where a person did."""
    told = note.split(" ", 2)
    if source == f"linkages.{PointRecord.ROUND.value}":
        on, score, least = told
        return _("Sanitation round of %(day)s: %(score)s of 100, from %(least)s on it earns this.") % {
            "day": on,
            "score": score,
            "least": least,
        }
    if source == f"linkages.{PointRecord.WORK.value}":
        minutes, least, title = told
        return _("Village work “%(title)s”: %(minutes)s minutes that day, every %(least)s make one time.") % {
            "title": title,
            "minutes": minutes,
            "least": least,
        }
    if source == f"linkages.{PointRecord.MEETING.value}":
        at, came, expected = told
        return _("Meeting of the unit on %(day)s, %(came)s of %(expected)s households came.") % {
            "day": at.replace("T", " "),
            "came": came,
            "expected": expected,
        }
    return ""


def record(rule: PointRule) -> str:
    """Which record gives an item's points by itself, and from what on; nothing where none does."""
    if rule.record is PointRecord.ROUND:
        return _("By itself, from a sanitation round of %(least)s points or more") % {"least": rule.least}
    if rule.record is PointRecord.WORK:
        return _("By itself, from the hours of village work: every %(least)s minutes of a day") % {"least": rule.least}
    if rule.record is not PointRecord.MEETING:
        return ""
    if rule.earner is Earner.UNIT:
        return _("By itself, when more than half of the unit's households came to a meeting")
    return _("By itself, when the household came to a meeting of its unit")


def full_stop() -> str:
    """The mark that ends a sentence."""
    return "." if _is_english() else "。"


def space() -> str:
    """What stands between two sentences."""
    return " " if _is_english() else ""


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def place_name(code: str) -> str:
    """A place in the reader's language."""
    row = names({code}).get(code)
    if row is None:
        return code
    return row.name_en if _is_english() and row.name_en else row.name


def month_text(day: date) -> str:
    """2019年8月, August 2019."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def hundredths(value: int) -> str:
    """Hundredths with two places."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    return f"{sign}{value // 100}.{value % 100:02d}"


def refusal(told: Refusal) -> str:
    """A refusal's sentence; what it needs is a sentence of its own."""
    values = dict(told.values)
    if "need" in values:
        values["need"] = _(str(values["need"]))
    return _(told.sentence) % values


def tabs(place: str, current: str) -> tuple[Tab, ...]:
    """The pages of a village's points."""
    pages = (
        ("linkages_points", pgettext("linkages", "Overview")),
        ("linkages_points_queue", pgettext("linkages", "To review")),
        ("linkages_points_accounts", pgettext("linkages", "Accounts")),
        ("linkages_points_ranking", pgettext("linkages", "Ranking")),
        ("linkages_points_shop", pgettext("linkages", "Prizes")),
        ("linkages_points_samples", pgettext("linkages", "Second looks")),
        ("linkages_points_rules", pgettext("linkages", "Rule book")),
    )
    return tuple(Tab(label, f"{reverse(name)}?place={place}", is_current=name == current) for name, label in pages)


def own_tabs(place: str, current: str) -> tuple[Tab, ...]:
    """The pages of a household's own points."""
    pages = (
        ("linkages_points_own", pgettext("linkages", "My points"), ""),
        ("linkages_points_shop", pgettext("linkages", "Prizes"), f"?place={place}"),
        ("linkages_points_ranking", pgettext("linkages", "Ranking"), f"?place={place}"),
        ("linkages_points_rules", pgettext("linkages", "Rule book"), f"?place={place}"),
    )
    return tuple(Tab(label, f"{reverse(name)}{query}", is_current=name == current) for name, label, query in pages)


def back(name: str, label: str, place: str) -> Link:
    """The way back to a list of the village."""
    return Link(label, f"{reverse(name)}?place={place}")
