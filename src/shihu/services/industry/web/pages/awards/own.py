"""Pages of the own courtyard, and of one application with its check."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import OwnHousehold
from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import Badge, Empty, Event, Fact, Link, PageHead
from shihu.services.industry.types.awards import (
    ApplicationRow,
    ApplicationState,
    AwardRuleRow,
    Foreseen,
    Measure,
    ObjectionRow,
    OwnFund,
)
from shihu.services.industry.web.pages.awards import words
from shihu.services.industry.web.pages.awards.funds import fund_address


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One application of the household."""

    kind: str
    said: str
    found: str
    badge: Badge
    reason: str
    object_href: str
    withdraw_href: str
    objection: str


@dataclass(frozen=True, slots=True)
class OwnSlip:
    """What the household was awarded in one round."""

    amount: str
    in_words: str
    badge: Badge
    href: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One fund on the household's page."""

    title: str
    period: str
    is_open: bool
    kinds: tuple[tuple[str, str, str], ...]
    lines: tuple[OwnLine, ...]
    slips: tuple[OwnSlip, ...]
    cap: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The own courtyard."""

    head: PageHead
    parts: tuple[OwnPart, ...]
    empty: Empty | None
    helps_href: str
    helps: str


def own_page(home: OwnHousehold | None, funds: list[OwnFund], *, helps: OwnFund | None) -> OwnPage:
    """Build the page; ``helps`` is the open fund for which a head may enter neighbours' applications."""
    empty = None
    if home is None:
        empty = Empty(_("No household is linked to your account"), _("Ask the cadre of your village to link it."))
    elif not funds:
        empty = Empty(
            _("Your village has no award fund yet"),
            _("When the village sets money aside for courtyards, what it gives and how to apply stands here."),
        )
    lead = _("What the village gives for what you keep at home, and what you applied for.")
    return OwnPage(
        head=PageHead(pgettext("award", "My courtyard"), lead),
        parts=tuple(_part(home, fund) for fund in funds) if home else (),
        empty=empty,
        helps_href=reverse("industry_awards_enter", kwargs={"key": helps.key}) if helps else "",
        helps=_("Enter for a household of your unit that asks you") if helps else "",
    )


def _part(home: OwnHousehold, fund: OwnFund) -> OwnPart:
    names = words.kind_names()
    rule = fund.rule.rule
    taken = {row.kind for row in fund.applications if row.state != ApplicationState.WITHDRAWN}
    kinds: tuple[tuple[str, str, str], ...] = ()
    if fund.is_open and home.is_adult:
        href = reverse("industry_awards_apply", kwargs={"key": fund.key})
        kinds = tuple(
            (names.get(item.kind, item.kind), words.brings(item, rule.mode), f"{href}?kind={item.kind}")
            for item in rule.items
            if item.kind not in taken
        )
    period = _("Applications until %(last)s") if fund.is_open else _("Applications were taken until %(last)s")
    return OwnPart(
        title=fund.title,
        period=period % {"last": fund.last.isoformat()},
        is_open=fund.is_open,
        kinds=kinds,
        lines=tuple(_line(row, fund, names, is_adult=home.is_adult) for row in fund.applications),
        slips=tuple(
            OwnSlip(
                yuan(slip.line.amount),
                in_words(slip.line.amount),
                Badge(pgettext("award", "Paid"), "pine", "check")
                if slip.paid_on
                else Badge(pgettext("award", "Under notice"), "ochre", "clock")
                if slip.round.approved_on is None
                else Badge(_("To be paid"), "ochre", "clock"),
                reverse("industry_awards_slip", kwargs={"key": slip.round.key, "code": home.code}),
            )
            for slip in fund.slips
        ),
        cap=_("At most %(cap)s yuan a household.") % words.rule_values(rule) if rule.household_cap else "",
    )


def _line(row: ApplicationRow, fund: OwnFund, names: dict[str, str], *, is_adult: bool) -> OwnLine:
    item = fund.rule.item(row.kind)
    measure = item.measure if item else Measure.PIECE
    said = _("We said %(many)s") % {"many": words.counted(row.quantity, measure)}
    found = ""
    if row.check and not row.check.refused:
        found = _("%(by)s counted %(many)s") % {
            "by": row.check.by,
            "many": words.counted(row.check.counted, measure),
        }
    keys = {"key": row.key}
    objections = [one for one in fund.objections if one.application == row.key]
    waits = any(one.answered_at is None for one in objections)
    told = next((one for one in objections if one.answer), None)
    is_settled = any(slip.round.approved_on for slip in fund.slips)
    can_object = is_adult and row.check is not None and not waits and not is_settled
    return OwnLine(
        kind=names.get(row.kind, row.kind),
        said=said,
        found=found,
        badge=words.application_badge(row.state),
        reason=row.check.reason if row.check else "",
        object_href=reverse("industry_awards_object", kwargs=keys) if can_object else "",
        withdraw_href=reverse("industry_awards_withdraw", kwargs=keys)
        if is_adult and row.state == ApplicationState.WAITING
        else "",
        objection=_("Your objection waits for an answer.")
        if waits
        else _("Answer: %(answer)s") % {"answer": told.answer}
        if told
        else "",
    )


@dataclass(frozen=True, slots=True)
class ApplyPage:
    """Applying for one kind."""

    head: PageHead
    kind: str
    name: str
    brings: str
    measure: str
    amount: str
    unit: str
    reckoned: str
    is_seen: bool
    quantity: int


def apply_page(fund: OwnFund, kind: str, told: Foreseen | None) -> ApplyPage:
    """Build the page; ``told`` is what so many would bring, once asked."""
    item = fund.rule.item(kind)
    if item is None:
        raise KeyError(kind)
    rule = fund.rule.rule
    name = words.kind_names().get(kind, kind)
    amount, reckoned = words.foretold(told, item, rule) if told else ("", "")
    return ApplyPage(
        head=PageHead(
            name,
            words.brings(item, rule.mode),
            back=Link(pgettext("award", "My courtyard"), reverse("industry_awards_mine")),
        ),
        kind=kind,
        name=name,
        brings=words.brings(item, rule.mode),
        measure=words.measure(item.measure),
        amount=amount,
        unit=_("yuan") if rule.mode.value == "yuan" else pgettext("award", "points"),
        reckoned=reckoned,
        is_seen=told is not None,
        quantity=told.quantity if told else 0,
    )


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application: what was said, what was found, what can be done."""

    head: PageHead
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    may_check: bool
    why_not: str
    object_href: str
    withdraw_href: str


def application_page(row: ApplicationRow, rule: AwardRuleRow, *, may_keep: bool) -> ApplicationPage:
    """Build the page."""
    names = words.kind_names()
    item = rule.item(row.kind)
    measure = item.measure if item else Measure.PIECE
    facts = [
        Fact(pgettext("industry", "Householder"), row.householder),
        Fact(pgettext("award", "Hamlet"), words.place_label(row.hamlet_name, row.hamlet_name_en)),
        Fact(pgettext("industry", "What they keep"), names.get(row.kind, row.kind)),
        Fact(pgettext("award", "Said"), words.counted(row.quantity, measure)),
    ]
    if row.signer:
        facts.append(Fact(pgettext("award", "Who signed"), row.signer))
    if item:
        facts.append(Fact(_("What it brings"), words.brings(item, rule.rule.mode)))
        if item.evidence:
            facts.append(Fact(_("What the checker looks at"), item.evidence))
    events = [_event(row.applied_at.date().isoformat(), pgettext("award", "Applied for"), row.applied_by)]
    if row.check:
        title = (
            pgettext("award", "Refused")
            if row.check.refused
            else _("Counted: %(many)s") % {"many": words.counted(row.check.counted, measure)}
        )
        said = " ".join(part for part in (words.difference(row, measure), row.check.reason) if part)
        events.insert(0, _event(row.check.at.date().isoformat(), title, row.check.by, said))
    why_not = {
        "own": _("You or your kin live in this household: somebody else checks it."),
        "same_person": _("You entered this application yourself: a second person checks it."),
    }.get(row.why_not, "")
    keys = {"key": row.key}
    is_open = row.state != ApplicationState.WITHDRAWN and not row.is_fixed
    return ApplicationPage(
        head=PageHead(
            _("%(name)s: %(kind)s") % {"name": row.householder, "kind": names.get(row.kind, row.kind)},
            badge=words.application_badge(row.state),
            back=Link(pgettext("award", "The fund"), fund_address(row.fund)),
        ),
        facts=tuple(facts),
        events=tuple(events),
        may_check=row.may_check,
        why_not=why_not,
        object_href=reverse("industry_awards_object", kwargs=keys) if row.check and (may_keep or row.is_own) else "",
        withdraw_href=reverse("industry_awards_withdraw", kwargs=keys) if may_keep and is_open else "",
    )


def _event(when: str, title: str, who: str, text: str = "") -> Event:
    return Event(when=when, title=title, who=who, text=text, iso=when)


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """One objection with its answer, or the form for it."""

    head: PageHead
    words: str
    facts: tuple[Fact, ...]
    answer: str
    may_answer: bool


def objection_page(one: ObjectionRow, of: ApplicationRow, rule: AwardRuleRow) -> ObjectionPage:
    """Build the page."""
    item = rule.item(of.kind)
    measure = item.measure if item else Measure.PIECE
    facts = [
        Fact(pgettext("award", "Said"), words.counted(of.quantity, measure)),
        Fact(
            pgettext("award", "Counted"),
            (pgettext("award", "Refused") if of.check.refused else words.counted(of.check.counted, measure))
            if of.check
            else "—",
        ),
    ]
    if of.check and of.check.reason:
        facts.append(Fact(pgettext("award", "Reason given"), of.check.reason))
    facts.append(Fact(pgettext("award", "Objection by"), f"{one.made_by}, {one.made_at.date().isoformat()}"))
    answer = ""
    if one.answered_at:
        word = pgettext("award", "Upheld") if one.upheld else pgettext("award", "Turned down")
        answer = f"{word}: {one.answer} ({one.answered_by}, {one.answered_at.date().isoformat()})"
    return ObjectionPage(
        head=PageHead(
            _("Objection of %(name)s") % {"name": one.householder},
            back=Link(
                pgettext("award", "The application"),
                reverse("industry_awards_application", kwargs={"key": one.application}),
            ),
        ),
        words=one.words,
        facts=tuple(facts),
        answer=answer,
        may_answer=one.may_answer,
    )
