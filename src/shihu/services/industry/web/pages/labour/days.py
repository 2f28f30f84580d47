"""The register of a season, the form of a day, and one sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Cell,
    Column,
    Empty,
    Fact,
    Link,
    PageHead,
    Row,
    Stat,
    Table,
    asked_page,
)
from shihu.kernel.refusals import Refusal
from shihu.services.industry.types import (
    Crew,
    LabourSeason,
    WorkdayDetail,
    WorkdayState,
    WorkerStanding,
)
from shihu.services.industry.web import labour_words as words
from shihu.services.industry.web import wording
from shihu.services.industry.web.labour_forms import WorkdayForm
from shihu.services.industry.web.pages.labour.lines import Line, person_line
from shihu.services.industry.web.pages.labour.wages import payments_table
from shihu.services.industry.web.pages.links import entry_href, labour_href, project_href, season_tabs, workday_href
from shihu.services.industry.web.pages.parts import Page, Section

_SHOWN = 12  # of those who are owed, until everybody is asked for
_KEPT = (WorkdayState.CONFIRMED, WorkdayState.WAITING)


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """The register with what its foremen can be told."""

    page: Page
    foremen: tuple[tuple[str, str, str], ...] = ()  # name, words, address to end it
    ways: tuple[Action, ...] = ()


def said(refusal: Refusal) -> str:
    return wording.said(refusal)


def season_page(told: LabourSeason, *, asked: Mapping[str, str], on: date) -> SeasonPage:
    """The register of a season."""
    key = {"season": told.season}
    acts: list[Action] = []
    unpaid = sum(one.unpaid for one in told.standings)
    if told.may_run and unpaid:
        acts.append(Action(_("Pay wages"), reverse("industry_labour_pay", kwargs=key), icon="book"))
    enter = Action(_("Enter a day"), reverse("industry_labour_enter", kwargs=key), "primary", "plus")
    if told.may_keep:
        acts.append(enter)
    sections = [Section(pgettext("labour", "Days of work"), table=_days(told, asked, enter))]
    if told.sees:
        sections.append(Section(_("Who is owed what"), table=_standings(told, asked, on)))
        sections.append(Section(pgettext("labour", "Payments"), table=payments_table(told.payments)))
    lead = _("Who worked on which day, by what rate, and what is paid.")
    head = PageHead(
        f"{told.project_name} · {told.season_name}",
        lead,
        tuple(acts),
        back=Link(told.project_name, project_href(told.project)) if told.sees else _my_work(),
    )
    late = [one for one in told.standings if one.is_late]
    notice = ""
    if late:
        notice = _("Wages of %(people)s people stand longer than a month: farm labour is paid at least monthly.") % {
            "people": len(late)
        }
    page = Page(
        head=head,
        tabs=season_tabs(told.season, "labour") if told.sees else (),
        stats=_stats(told, unpaid, on),
        notice=notice,
        tone="seal",
        sections=tuple(sections),
        aside=_aside(told),
    )
    foremen = tuple(
        (
            one.name,
            _foreman_words(one.since, one.named_by, has_account=one.has_account),
            reverse("industry_labour_foreman_end", kwargs={"key": told.project, "number": one.key})
            if told.may_run
            else "",
        )
        for one in told.foremen
        if one.until is None or one.until > on
    )
    return SeasonPage(page, foremen, _ways(told))


def _my_work() -> Link:
    return Link(_("My work"), reverse("industry_labour_mine"))


def _foreman_words(since: date, named_by: str, *, has_account: bool) -> str:
    told = _("since %(day)s, named by %(who)s") % {"day": since.isoformat(), "who": named_by}
    return told if has_account else _("%(told)s; has no account yet, so cannot enter days") % {"told": told}


def _stats(told: LabourSeason, unpaid: int, on: date) -> tuple[Stat, ...]:
    kept = [one for one in told.days if one.state in _KEPT]
    last = kept[0] if kept else None
    same = sum(one.people for one in kept if last and one.day == last.day)
    oldest = min((one.oldest for one in told.standings if one.oldest), default=None)
    recent = {one.day for one in kept if one.day > on - timedelta(days=30)}
    when = last.day.isoformat() if last else ""
    return (
        Stat(_("Came last time"), str(same), pgettext("labour", "people"), when),
        Stat(
            _("Days of work in thirty"),
            str(len(recent)),
            npgettext("labour", "day", "days", len(recent)),
        ),
        Stat(_("Wages so far"), yuan(sum(one.earned for one in told.standings)), _("yuan")),
        Stat(
            pgettext("labour", "Not paid yet"),
            yuan(unpaid),
            _("yuan"),
            words.light(oldest, on).text if unpaid else "",
            tone="seal" if any(one.is_late for one in told.standings) else "ochre" if unpaid else "pine",
        ),
    )


def _days(told: LabourSeason, asked: Mapping[str, str], enter: Action) -> Table:
    pager = asked_page(asked, len(told.days), 12)
    heads = (
        Column("day", pgettext("industry", "Day"), "date", names_row=True),
        Column("work", pgettext("labour", "Work")),
        Column("people", pgettext("labour", "People"), "number"),
        Column("total", pgettext("labour", "Wages"), "number", _("yuan")),
        Column("unpaid", pgettext("labour", "Not paid yet"), "number", _("yuan")),
        Column("state", _("State")),
    )
    shown = told.days[pager.offset : pager.offset + pager.size]
    rows = tuple(
        Row(
            (
                Link(one.day.isoformat(), workday_href(one.key)),
                Link(one.work, note=one.site),
                one.people,
                yuan(one.total),
                yuan(one.unpaid) if one.unpaid else "—",
                words.day_badge(one.state),
            )
        )
        for one in shown
    )
    help_ = _("Agree on a rate, add the people, then tick who came. The next day begins with the same people.")
    empty = Empty(_("No day is entered yet"), help_, (enter,) if told.may_keep else ())
    export = reverse("industry_labour_export", kwargs={"season": told.season}) if told.may_export and told.days else ""
    return Table(heads, rows, pgettext("labour", "Days of work"), pager=pager, empty=empty, export=export, id="days")


def _standings(told: LabourSeason, asked: Mapping[str, str], on: date) -> Table:
    heads = (
        Column("who", pgettext("labour", "Name"), names_row=True),
        Column("days", pgettext("labour", "Days"), "number"),
        Column("earned", pgettext("labour", "Earned"), "number", _("yuan")),
        Column("unpaid", pgettext("labour", "Not paid yet"), "number", _("yuan")),
        Column("light", pgettext("labour", "Since when")),
    )
    shown = told.standings if asked.get("all") == "yes" else told.standings[:_SHOWN]
    rows = tuple(Row(_standing(told, one, on)) for one in shown)
    empty = Empty(_("Nobody has worked yet"), _("What a confirmed day earns stands here by person."))
    return Table(heads, rows, _("Who is owed what"), empty=empty, id="standings")


def _standing(told: LabourSeason, one: WorkerStanding, on: date) -> tuple[Cell, ...]:
    href = reverse("industry_labour_person", kwargs={"season": told.season, "worker": one.worker.key})
    return (
        Link(words.who(one.worker), href),
        one.days,
        yuan(one.earned),
        yuan(one.unpaid) if one.unpaid else "—",
        words.light(one.oldest, on),
    )


def _aside(told: LabourSeason) -> tuple[Section, ...]:
    today = [rate for rate in told.rates if rate.until is None]
    facts = tuple(
        Fact(
            rate.words,
            Link(
                words.price_words(rate.kind, rate.price, rate.measure, rate.day_minutes),
                note=_agreed(rate.since, rate.paper),
            ),
        )
        for rate in today
    )
    told_rates = Section(_("Rates agreed"), facts=facts, sentences=() if facts else (_("No rate is agreed yet."),))
    setting = Fact(_("Set by the township"), Link(_("Record a floor"), reverse("industry_labour_floor")))
    to_set = (setting,) if told.may_set_floor else ()
    if told.floor is None:
        nothing = (_("No floor is recorded for this place yet."),)
        return (told_rates, Section(_("The law's floor"), facts=to_set, sentences=nothing))
    law = _("%(full)s yuan an hour of full days, %(short)s by the hour; %(source)s, since %(since)s.") % {
        "full": yuan(told.floor.full),
        "short": yuan(told.floor.short),
        "source": told.floor.source,
        "since": told.floor.since.isoformat(),
    }
    return (told_rates, Section(_("The law's floor"), facts=to_set, sentences=(law,)))


def _agreed(since: date, paper: str) -> str:
    return _("since %(day)s, %(paper)s") % {"day": since.isoformat(), "paper": paper}


def _ways(told: LabourSeason) -> tuple[Action, ...]:
    ways = []
    if len(told.standings) > _SHOWN:
        ways.append(Action(_("Show everybody"), "?all=yes#standings", "quiet"))
    if told.may_run:
        key = {"key": told.project}
        ways.append(Action(_("Agree on a rate"), reverse("industry_labour_rate", kwargs=key), "quiet", "plus"))
        ways.append(Action(_("Name a foreman"), reverse("industry_labour_foreman", kwargs=key), "quiet", "person"))
    return tuple(ways)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The form of a day."""

    head: PageHead
    form: WorkdayForm
    back: str
    add_href: str
    lead: str
    needs_rate: str
    has_people: bool


def entry_page(crew: Crew, form: WorkdayForm) -> EntryPage:
    """Who came, ticked as last time."""
    came = sum(one.came for one in crew.people)
    lead = ""
    if crew.copied_from is not None:
        lead = _("%(count)s people ticked as on %(day)s. Untick who did not come; write only hours that differ.") % {
            "count": came,
            "day": crew.copied_from.isoformat(),
        }
    return EntryPage(
        PageHead(_("Enter a day"), f"{crew.project_name} · {crew.season_name}", back=_register(crew)),
        form,
        labour_href(crew.season),
        reverse("industry_labour_worker", kwargs={"season": crew.season}),
        lead,
        "" if crew.rates else _("No rate holds on this day. Agree on one first: then days can be entered."),
        bool(crew.people),
    )


def _register(crew: Crew) -> Link:
    return Link(_("Work and wages"), labour_href(crew.season))


@dataclass(frozen=True, slots=True)
class DayPage:
    """One sheet with what may be done."""

    page: Page
    lines: tuple[Line, ...]
    warned: str
    confirm_words: str = ""
    confirm_href: str = ""
    edit_href: str = ""
    discard_href: str = ""
    approve_href: str = ""
    return_href: str = ""
    reverse_href: str = ""
    again_href: str = ""


def day_page(told: WorkdayDetail) -> DayPage:
    """One sheet."""
    row, key = told.row, {"key": told.row.key}

    def to(name: str, *, when: bool) -> str:
        return reverse(f"industry_labour_{name}", kwargs=key) if when else ""

    facts = [Fact(_("Entered by"), row.entered_by)]
    if row.confirmed_by:
        facts.append(Fact(_("Confirmed by"), row.confirmed_by))
    if row.site:
        facts.append(Fact(pgettext("labour", "Where"), row.site))
    if told.entry and told.sees_books:
        facts.append(Fact(_("In the books"), Link(_("Entry"), entry_href(told.book, told.entry))))
    values = {"people": row.people, "hours": words.hours(row.minutes), "yuan": yuan(row.total)}
    page = Page(
        head=PageHead(
            f"{row.day.isoformat()} · {row.work}",
            f"{told.project_name} · {told.season_name}",
            badge=words.day_badge(row.state),
            back=Link(_("Work and wages"), labour_href(told.season)),
        ),
        stats=(
            Stat(pgettext("labour", "Came"), str(row.people), pgettext("labour", "people")),
            Stat(pgettext("labour", "Hours"), words.hours(row.minutes)),
            Stat(pgettext("labour", "Wages"), yuan(row.total), _("yuan")),
        ),
        notice=_notice(told),
        tone="ochre" if row.state in {WorkdayState.WAITING, WorkdayState.DRAFT} else "plain",
        aside=(Section(_("The sheet"), facts=tuple(facts)),),
    )
    return DayPage(
        page,
        tuple(person_line(line) for line in told.lines),
        words.warned_words(told.warned),
        _("Confirm: %(people)s people, %(hours)s hours, %(yuan)s yuan") % values,
        to("confirm", when=told.may_keep),
        to("edit", when=told.may_keep),
        to("discard", when=told.may_keep),
        to("approve", when=told.may_approve),
        to("return", when=told.may_approve),
        to("reverse", when=told.may_reverse),
        to("edit", when=row.state == WorkdayState.REVERSED),
    )


def _notice(told: WorkdayDetail) -> str:
    if told.row.state == WorkdayState.WAITING:
        return _("Above what one person may book: it waits for a second person.")
    if told.row.state == WorkdayState.REVERSED:
        return _("Taken back: %(why)s. Its wages are owed no more.") % {"why": told.reason}
    if told.row.state == WorkdayState.DRAFT and told.reason:
        return _("Sent back: %(why)s. Put it right and confirm it again.") % {"why": told.reason}
    if told.row.state == WorkdayState.DRAFT:
        return _("A draft: nobody is owed anything yet. Look through it, then confirm.")
    return ""
