"""Pages of look-ins: the list, and somebody with the plan and the visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import (
    Action,
    Choice,
    Column,
    Empty,
    Event,
    Fact,
    Filter,
    Light,
    Link,
    PageHead,
    Row,
    Table,
)
from shihu.kernel.presentation.words import Tone
from shihu.services.linkages.types.safety import CarePlanRow, LookInRow, VisitRow
from shihu.services.linkages.web.pages import safety_words as words
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.safety import ways
from shihu.services.linkages.web.pages.sheet import Asked, Block, Page
from shihu.services.linkages.web.safety_forms import EndCareForm


def visits_page(place: str, rows: Sequence[LookInRow], *, given: Mapping[str, str], today: date) -> Page:
    """Build the list of who needs a look-in. It is for those who visit and never hangs anywhere."""
    due = [row for row in rows if row.is_due(today)]
    shown = list(rows) if given.get("state") == "all" else due
    hamlets = wording.place_names({row.hamlet for row in rows})
    columns = (
        Column("name", pgettext("linkages", "Name"), names_row=True),
        Column("why", pgettext("linkages", "Why")),
        Column("who", pgettext("linkages", "Who visits")),
        Column("last", pgettext("linkages", "Last visit")),
        Column("due", pgettext("linkages", "Next by"), "date"),
        Column("state", pgettext("linkages", "Where it stands")),
        Column("hamlet", pgettext("linkages", "Natural village")),
    )
    lines = tuple(
        Row(
            (
                Link(row.name, reverse("linkages_safety_look_in", kwargs={"person": row.person})),
                words.whys(row),
                Link(visitor(row), note=apart(row)),
                Link(f"{row.last.day} · {words.found(row.last.found)}", note=row.last.line) if row.last else "—",
                row.due.isoformat(),
                _light(row, today),
                hamlets.get(row.hamlet, row.hamlet),
            )
        )
        for row in shown
    )
    everybody = (Choice("all", pgettext("linkages", "All")),)
    filters = (
        Filter(
            "state",
            pgettext("linkages", "Where it stands"),
            given.get("state", ""),
            everybody,
            pgettext("linkages", "To be visited"),
        ),
    )
    empty = Empty(
        _("Nobody to be visited now"),
        _("By the register nobody here needs a look-in, or all are up to date."),
        icon="check",
    )
    return Page(
        head=PageHead(
            _("Look-ins in %(place)s") % {"place": wording.place_name(place)},
            ngettext(
                "%(due)s of %(count)s person is to be visited. By rule from the register; for visitors only.",
                "%(due)s of %(count)s people are to be visited. By rule from the register; for visitors only.",
                len(rows),
            )
            % {"due": len(due), "count": len(rows)},
        ),
        tabs=ways(place, "linkages_safety_visits", walks=True),
        blocks=(
            Block(
                table=Table(columns, lines, pgettext("linkages", "Look-ins"), filters=filters, empty=empty, id="visits")
            ),
        ),
    )


def visitor(row: LookInRow) -> str:
    """Who visits somebody."""
    named = row.plan.visitor_name if row.plan is not None else ""
    return named or pgettext("linkages", "the unit's head")


def apart(row: LookInRow) -> str:
    """How often somebody is visited."""
    return ngettext("every day", "every %(days)s days", row.every) % {"days": row.every}


def _light(row: LookInRow, today: date) -> Light:
    if not row.is_due(today):
        return Light("green", pgettext("linkages", "up to date"))
    late = (today - row.due).days
    if not late:
        return Light("yellow", pgettext("linkages", "to be visited"))
    return Light("red", ngettext("%(count)s day late", "%(count)s days late", late) % {"count": late})


@dataclass(frozen=True, slots=True)
class LookInPage:
    """Somebody who is looked in on."""

    head: PageHead
    facts: tuple[Fact, ...]
    plan_block: Block | None
    events: tuple[Event, ...]
    needs: bool


def look_in_page(
    row: LookInRow,
    told: Sequence[VisitRow],
    *,
    back: str,
    plans: bool,
    today: date,
    ending: EndCareForm | None,
) -> LookInPage:
    """Build the page: the visit first, then who visits how often, the promise, and the visits before."""
    plan, key = row.plan, {"person": row.person}
    facts = [
        Fact(pgettext("linkages", "Next by"), Link(row.due.isoformat(), note=_light(row, today).text)),
        Fact(pgettext("linkages", "Who visits"), Link(visitor(row), note=apart(row))),
    ]
    if plan is not None and plan.promise:
        facts.append(Fact(pgettext("linkages", "What the children promised"), Link(plan.promise, note=plan.clause)))
    asked: tuple[Asked, ...] = ()
    acts: tuple[Action, ...] = ()
    if plans:
        label = _("Change the visit plan") if plan is not None else _("Make a visit plan")
        acts = (Action(label, reverse("linkages_safety_care", kwargs=key), icon="edit"),)
    if plans and plan is not None:
        asked = (
            Asked(
                ending or EndCareForm(),
                reverse("linkages_safety_care_end", kwargs=key),
                _("End the visit plan"),
                kind="plain",
                is_folded=ending is None,
                title=_("End the visit plan"),
            ),
        )
    return LookInPage(
        head=PageHead(row.name, words.whys(row), acts, back=Link(pgettext("linkages", "Look-ins"), back)),
        facts=tuple(facts),
        plan_block=Block(asked=asked) if asked else None,
        events=tuple(_event(one) for one in told),
        needs=bool(row.whys or row.has_hidden_why),
    )


def _event(one: VisitRow) -> Event:
    kept = {
        None: "",
        True: _("The children keep what they promised."),
        False: _("The children do not keep what they promised."),
    }[one.kept]
    tone: Tone = "plain" if one.found == "well" and one.kept is not False else "ochre"
    return Event(str(one.day), words.found(one.found), f"{one.line} {kept}".strip(), one.by, tone=tone)


def initial(plan: CarePlanRow) -> dict[str, Any]:
    """The form as the plan stands."""
    return {
        "need": plan.need,
        "every": plan.every,
        "visitor": plan.visitor_name,
        "promise": plan.promise,
        "clause": plan.clause,
    }
