"""Components of the design system as template tags.

Each tag takes the dataclass of :mod:`shihu.kernel.presentation` that it draws. They are built in: no
``{% load %}`` is needed. ``docs/look.md`` lists them.
"""

import json
from collections.abc import Sequence

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from shihu.base.accounts import queries
from shihu.base.places.queries import names
from shihu.fronts.ui import devices, forms, icons, roles, tables
from shihu.fronts.ui.drawing import bars, codes, columns, flows, maps, sparklines, svg
from shihu.kernel.money import yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Chart,
    Composition,
    Crumb,
    Empty,
    Event,
    Fact,
    Flow,
    Histogram,
    Light,
    LightColour,
    PageHead,
    Part,
    Piles,
    Progress,
    Ranking,
    Stat,
    Swatch,
    Tab,
    Table,
    Tone,
    UnitMap,
)

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a sign of the set (static/ui/icons.svg); it is decoration, the word beside it speaks."""
    return icons.draw(name)


@register.inclusion_tag("ui/parts/page_head.html", takes_context=True)
def page_head(
    context: RequestContext, head: PageHead | str, lead: str = "", actions: Sequence[Action] = ()
) -> dict[str, object]:
    """Draw the title, one sentence and the acts: from a PageHead, or from the parts."""
    shown = head if isinstance(head, PageHead) else PageHead(head, lead, tuple(actions))
    return {"head": shown, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/breadcrumb.html")
def breadcrumb(crumbs: Sequence[Crumb]) -> dict[str, object]:
    """Draw a path; the last but one stays visible on a phone."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/parts/action.html", takes_context=True)
def action(context: RequestContext, action: Action) -> dict[str, object]:
    """Draw one button."""
    return {"action": action, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/actions.html", takes_context=True)
def actions(context: RequestContext, actions: Sequence[Action]) -> dict[str, object]:
    """Draw buttons in a row."""
    return {"actions": actions, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/badge.html")
def badge(badge: Badge | str, tone: Tone = "plain", icon: str = "") -> dict[str, object]:
    """Draw a state in a word: from a Badge, or from text, tone and icon."""
    return {"badge": badge if isinstance(badge, Badge) else Badge(badge, tone, icon)}


@register.inclusion_tag("ui/parts/light.html")
def light(light: Light | LightColour, text: str = "") -> dict[str, object]:
    """Draw a light with its word: from a Light, or from colour and text."""
    return {"light": light if isinstance(light, Light) else Light(light, text)}


@register.inclusion_tag("ui/parts/stat_row.html")
def stat_row(stats: Sequence[Stat]) -> dict[str, object]:
    """Draw big numbers with small words."""
    return {"stats": stats}


@register.inclusion_tag("ui/parts/facts.html", takes_context=True)
def facts(context: RequestContext, facts: Sequence[Fact], stacked: bool = False) -> dict[str, object]:
    """Draw a description list; ``stacked`` puts each label above its value."""
    return {"facts": facts, "stacked": stacked, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(tabs: Sequence[Tab], label: str = "") -> dict[str, object]:
    """Draw views of the same thing, each with its own address."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("ui/parts/empty_state.html", takes_context=True)
def empty_state(context: RequestContext, empty: Empty) -> dict[str, object]:
    """Say what would be here and which step comes first."""
    return {"empty": empty, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/progress.html", takes_context=True)
def progress(context: RequestContext, progress: Progress) -> dict[str, object]:
    """Draw long work; it asks its address again until it is over, with or without scripts."""
    return {"progress": progress, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(events: Sequence[Event]) -> dict[str, object]:
    """Draw what happened, newest first."""
    return {"events": events}


@register.inclusion_tag("ui/parts/composition_bar.html")
def composition_bar(composition: Composition, words: bool = False) -> dict[str, object]:
    """Draw shares in their fixed colours and patterns; ``words`` writes them below as well."""
    return {"bar": bars.composition(composition), "composition": composition, "words": words}


@register.inclusion_tag("ui/parts/flow.html")
def flow(flow: Flow) -> dict[str, object]:
    """Draw where money came from and went: bands between columns, with the same numbers as a table."""
    rows = [(source, target, yuan(amount)) for source, target, amount in flow.rows]
    return {"flow": flow, "picture": flows.draw(flow), "rows": rows}


@register.inclusion_tag("ui/parts/piles.html")
def piles(piles: Piles, name: str = "piles") -> dict[str, object]:
    """Draw what came in and what was kept back, column by column; ``name`` tells two pictures of a page apart."""
    return {"piles": piles, "picture": columns.draw_piles(piles), "rows": columns.rows(piles), "name": name}


@register.inclusion_tag("ui/parts/ranking.html")
def ranking(ranking: Ranking, name: str = "ranking") -> dict[str, object]:
    """Draw bars of what is compared, with the median as a line."""
    return {"ranking": ranking, "picture": columns.draw_ranking(ranking), "name": name}


@register.inclusion_tag("ui/parts/histogram.html")
def histogram(histogram: Histogram, name: str = "histogram") -> dict[str, object]:
    """Draw how many lie where, with the line that they are held against."""
    return {"histogram": histogram, "picture": columns.draw_histogram(histogram), "name": name}


@register.inclusion_tag("ui/parts/legend.html")
def legend(parts: Sequence[Part | Swatch] | Composition) -> dict[str, object]:
    """Draw the key of a composition bar or of unit colours."""
    entries = parts.parts if isinstance(parts, Composition) else parts
    return {"entries": [bars.key(entry) for entry in entries]}


@register.inclusion_tag("ui/parts/unit_map.html", takes_context=True)
def unit_map(context: RequestContext, map: UnitMap, name: str = "map") -> dict[str, object]:  # noqa: A002 - the word a template uses
    """Draw houses, units and streets; ``name`` tells two maps of one page apart."""
    drawing = maps.draw(map)
    words = {"metres": gettext("m"), "kilometres": gettext("km"), "north": gettext("N")}
    return {
        "map": map,
        "name": name,
        "drawing": drawing,
        "svg": SafeString(svg.render(drawing, name=name, **words)) if drawing else "",
        "bounds": ",".join(f"{degrees:.6f}" for degrees in drawing.bounds) if drawing else "",
        "tiles": settings.TILES,
        "has_heads": any(house.is_head for house in map.houses),
        "has_loose": bool(drawing and drawing.loose),
        "first": _first(context, "map"),
    }


@register.inclusion_tag("ui/parts/chart.html", takes_context=True)
def chart(context: RequestContext, chart: Chart) -> dict[str, object]:
    """Draw a chart for a desk page, with its table behind it; the library loads with the first one."""
    data = {
        "kind": chart.kind,
        "unit": chart.unit,
        "x": chart.x,
        "xLabel": chart.x_label,
        "series": [{"name": series.name, "values": series.values} for series in chart.series],
    }
    return {
        "chart": chart,
        "rows": chart_rows(chart),
        "data": data,
        "data_id": f"{chart.id}-data",
        "first": _first(context, "chart"),
    }


@register.inclusion_tag("ui/parts/sparkline.html")
def sparkline(values: Sequence[float], label: str) -> dict[str, object]:
    """Draw a small line without axes; ``label`` says what it shows."""
    return {"line": sparklines.line(values), "label": label}


@register.inclusion_tag("ui/parts/bars.html")
def small_bars(stats: Sequence[tuple[str, float]], label: str, unit: str = "") -> dict[str, object]:
    """Draw labelled horizontal bars as inline SVG, for phone pages."""
    return {"bars": bars.horizontal(stats), "label": label, "unit": unit, "height": int(bars.ROW * len(stats))}


@register.inclusion_tag("ui/parts/data_table.html", takes_context=True)
def data_table(context: RequestContext, table: Table) -> dict[str, object]:
    """Draw a list with its filters, order, pages and export; all of them live in the address."""
    request = context["request"]
    shown = tables.arrange(table, request.path, request.GET)
    return {"table": table, "shown": shown, "csrf_token": context.get("csrf_token"), "request": request}


@register.simple_tag(takes_context=True)
def cell(context: RequestContext, value: Cell) -> SafeString | str:
    """Draw one value of a table or a description list."""
    return tables.draw_cell(value, context.get("csrf_token"))


@register.inclusion_tag("ui/parts/form.html")
def form_fields(form: BaseForm) -> dict[str, object]:
    """Draw a form's fields with label, help and errors. The caller writes <form>, token and buttons."""
    return {"form": form, "fields": [forms.field(bound) for bound in form.visible_fields()]}


@register.inclusion_tag("ui/parts/field.html")
def form_field(bound: forms.BoundField, helps: bool = True) -> dict[str, object]:
    """Draw one field of a form; ``helps=False`` leaves out the help of a library's form."""
    return {"field": forms.field(bound, helps=helps)}


@register.filter
def device(agent: str) -> str:
    """Say in two words what a browser calls itself in two hundred letters."""
    return devices.name(agent)


class _DialogNode(template.Node):
    def __init__(self, name: FilterExpression, title: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.title, self.nodelist = name, title, nodelist

    def render(self, context: template.Context) -> SafeString:
        values = {
            "name": self.name.resolve(context),
            "title": self.title.resolve(context),
            "body": self.nodelist.render(context),
        }
        return render_to_string("ui/parts/dialog.html", values)


@register.tag
def dialog(parser: Parser, token: Token) -> template.Node:
    """``{% dialog "name" title %}…{% enddialog %}``: opened by an Action with ``dialog="name"``."""
    words = token.split_contents()
    if len(words) != 3:
        raise template.TemplateSyntaxError("dialog takes a name and a title")
    nodelist = parser.parse(("enddialog",))
    parser.delete_first_token()
    return _DialogNode(parser.compile_filter(words[1]), parser.compile_filter(words[2]), nodelist)


@register.simple_tag(takes_context=True)
def address(context: RequestContext, **changes: str) -> str:
    """Return this page's address with some of its parameters changed; an empty value drops one."""
    request = context["request"]
    return tables.address(request.path, request.GET, changes)


@register.simple_tag
def demo_accounts() -> list[dict[str, str]]:
    """Return the accounts of the demonstration for the sign-in page; none outside of it."""
    if settings.MODE != "demo":
        return []
    accounts, password = queries.demo_accounts()
    shown = roles.words()
    places = names({account.scope for account in accounts})
    language = get_language() or ""
    return [
        {
            "name": account.name,
            "username": account.username,
            "role": shown.get(account.role, account.role),
            "place": places[account.scope].label(language) if account.scope in places else "",
            "fills": json.dumps({"id_login": account.username, "id_password": password}),
        }
        for account in accounts
    ]


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """Draw the QR code of an address; ``label`` says what it opens."""
    return codes.qr(text, label)


@register.simple_tag
def thousands(value: float | None) -> SafeString:
    """Write a number with separators; a dash where nothing is known."""
    if value is None:
        return format_html('<span class="none">{}</span>', "—")
    return format_html("{}", tables.number(value))


def chart_rows(chart: Chart) -> list[tuple[str, list[str]]]:
    """Return the chart's numbers as the rows of its table."""
    return [
        (x, ["—" if (value := series.values[at]) is None else tables.number(value) for series in chart.series])
        for at, x in enumerate(chart.x)
    ]


def _first(context: RequestContext, what: str) -> bool:
    """Tell whether this is the first ``what`` of the page, so that its script is asked for once."""
    if context.render_context.get(f"ui.{what}"):
        return False
    context.render_context[f"ui.{what}"] = True
    return True
