"""Pages of what families and the village hand down, and the overview of a village's civility."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Column, Empty, Event, Fact, Link, PageHead, Row, Stat, Table
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.civility import (
    HistoryRow,
    ModelFigures,
    NominationRow,
    PreceptRow,
    RoundRow,
    RulesRow,
)
from shihu.services.linkages.web.civility_forms import ReasonForm
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address, ways
from shihu.services.linkages.web.pages.sheet import Asked, Block, Page, Quote


def memory_page(
    village: str,
    precepts: Sequence[PreceptRow],
    entries: Sequence[HistoryRow],
    *,
    own_code: str,
    may_keep: bool,
) -> Page:
    """Build the page: precepts that may be read, and the village's history."""
    acts = []
    if may_keep:
        acts.append(Action(_("Add to the history"), address("linkages_civility_history_new", village), icon="plus"))
    if own_code:
        href = reverse("linkages_civility_precept", kwargs={"code": own_code})
        acts.append(Action(pgettext("linkages", "Our own precept"), href, "primary", icon="edit"))
    quotes = tuple(
        Quote(
            row.words,
            _("Household of %(name)s") % {"name": row.householder},
            row.story,
            None if row.is_shown else Badge(pgettext("linkages", "seen by you only"), "plain", "key"),
        )
        for row in precepts
    )
    events = tuple(
        Event(
            row.when,
            row.title,
            row.words,
            _("Source: %(source)s") % {"source": row.source},
            href=reverse("linkages_civility_history", kwargs={"key": row.key}),
        )
        for row in entries
    )
    no_precepts = Empty(
        pgettext("linkages", "No precepts yet"),
        _("Each household writes its own and says whether the village may read it."),
    )
    no_history = Empty(
        pgettext("linkages", "No history yet"), _("Begin with what the oldest remember; name who told it.")
    )
    return Page(
        head=PageHead(
            _("Families and history of %(place)s") % {"place": wording.place_name(village)},
            _("Families have precepts, villages have a history."),
            tuple(acts),
        ),
        tabs=ways(village, "linkages_civility_memory"),
        blocks=(
            Block(title=pgettext("linkages", "Family precepts"), quotes=quotes, empty=None if quotes else no_precepts),
            Block(title=_("History of the village"), events=events, empty=None if events else no_history),
        ),
    )


def history_page(row: HistoryRow, *, may_keep: bool) -> Page:
    """Build the page of one entry; its photographs stand below."""
    asked: tuple[Asked, ...] = ()
    if may_keep:
        href = reverse("linkages_civility_history_off", kwargs={"key": row.key})
        asked = (
            Asked(
                ReasonForm(),
                href,
                pgettext("linkages", "Take it off"),
                "plain",
                is_folded=True,
                title=_("Take it off the history"),
            ),
        )
    return Page(
        head=PageHead(
            row.title,
            row.words,
            back=Link(_("History of the village"), address("linkages_civility_memory", row.village)),
        ),
        blocks=(
            Block(
                facts=(
                    Fact(pgettext("linkages", "When"), row.when),
                    Fact(pgettext("linkages", "Source"), row.source),
                    Fact(pgettext("linkages", "Written down by"), row.kept_by),
                ),
                asked=asked,
            ),
        ),
    )


def overview_page(
    village: str,
    figures: ModelFigures,
    rounds: Sequence[RoundRow],
    versions: Sequence[RulesRow],
    precepts: Sequence[PreceptRow],
    entries: Sequence[HistoryRow],
    *,
    newest: Sequence[NominationRow],
    waiting: Sequence[NominationRow],
    today: date,
) -> Page:
    """Build the overview of a village's civility."""
    number = rules.in_force([(row.version, row.in_force_from) for row in versions], on=today)
    shown = sum(row.is_shown for row in precepts)
    blocks = []
    if waiting:
        acts = tuple(
            Action(
                _("You have been nominated: read and answer"),
                reverse("linkages_civility_nomination", kwargs={"key": row.key}),
                "primary",
            )
            for row in waiting
        )
        blocks.append(Block(title=pgettext("linkages", "Waits for you"), actions=acts))
    stages = wording.stages()
    running = [row for row in rounds if row.stage != "closed"]
    if running:
        facts = tuple(
            Fact(
                stages[row.stage],
                Link(
                    row.title,
                    reverse("linkages_civility_round", kwargs={"key": row.key}),
                    note=_("%(count)s nominated") % {"count": row.nominated},
                ),
            )
            for row in running
        )
        blocks.append(Block(title=_("Moral models being chosen"), facts=facts))
    open_rules = [row for row in versions if row.state in {"discussion", "passed"}]
    if open_rules:
        facts = tuple(
            Fact(
                _("Version %(number)s") % {"number": row.version},
                (
                    Link(row.title, reverse("linkages_civility_rules_version", kwargs={"key": row.key})),
                    wording.rules_badge(row, number),
                ),
            )
            for row in open_rules
        )
        blocks.append(Block(title=_("Village rules on their way"), facts=facts))
    words = wording.categories()
    hamlets = wording.place_names({row.hamlet for row in newest})
    quotes = tuple(
        Quote(row.deed, f"{row.name} · {hamlets.get(row.hamlet, '')} · {words.get(row.term, '')}") for row in newest
    )
    empty = Empty(
        _("No moral models yet"),
        _("The cadre opens a round; neighbours nominate."),
        (Action(_("To the moral models"), address("linkages_civility_roll", village)),),
        icon="people",
    )
    blocks.append(Block(title=_("From the honour roll"), quotes=quotes, empty=None if quotes else empty))
    return Page(
        head=PageHead(
            _("Civility in %(place)s") % {"place": wording.place_name(village)},
            _("People to look up to, rules of our own, plain weddings and funerals, what families hand down."),
        ),
        tabs=ways(village, "linkages_civility"),
        stats=(
            Stat(
                pgettext("linkages", "Moral models"),
                str(figures.persons),
                _("from %(hamlets)s natural villages") % {"hamlets": figures.hamlets},
                href=address("linkages_civility_roll", village),
            ),
            Stat(
                _("Village rules in force"),
                _("Version %(number)s") % {"number": number} if number else "—",
                href=address("linkages_civility_rules", village),
            ),
            Stat(_("Precepts that may be read"), str(shown), href=address("linkages_civility_memory", village)),
            Stat(_("Entries of the history"), str(len(entries)), href=address("linkages_civility_memory", village)),
        ),
        blocks=tuple(blocks),
    )


def villages_page(place: str, lines: Sequence[tuple[str, ModelFigures, int]]) -> Page:
    """Build the list of villages of a township: code, models, version of the rules in force."""
    names = wording.place_names({code for code, _figures, _version in lines})
    columns = (
        Column("village", pgettext("linkages", "Village"), names_row=True),
        Column("models", pgettext("linkages", "Moral models"), "number"),
        Column("hamlets", _("Natural villages they come from"), "number"),
        Column("rules", _("Version of the rules in force"), "number"),
    )
    rows = tuple(
        Row(
            (
                Link(names.get(code, code), address("linkages_civility", code)),
                figures.persons,
                figures.hamlets,
                version or "—",
            )
        )
        for code, figures, version in lines
    )
    return Page(
        head=PageHead(
            _("Civility in %(place)s") % {"place": wording.place_name(place)},
            pgettext("linkages", "Choose a village."),
        ),
        blocks=(
            Block(
                table=Table(
                    columns, rows, _("Civility by village"), empty=Empty(pgettext("linkages", "No villages here"))
                )
            ),
        ),
    )
