"""Components drawn from their data: addresses kept, text escaped, errors tied to their fields."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from shihu.fronts.ui import tables
from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Chart,
    Column,
    Composition,
    Empty,
    Fact,
    Filter,
    Light,
    Link,
    PageHead,
    Pager,
    Part,
    Progress,
    Row,
    Selection,
    Series,
    Stat,
    Swatch,
    Table,
)

EVIL = '"><script>alert(1)</script>'
Draw = Callable[..., str]


class Tags(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture
def draw() -> Draw:
    def drawn(source: str, path: str = "/list/", **values: object) -> str:
        request = RequestFactory().get(path)
        return Template(source).render(Context({"request": request, "csrf_token": "token", **values}))

    return drawn


def table(**changes: object) -> Table:
    given: dict[str, object] = {
        "columns": (
            Column("name", "Name", sortable=True, names_row=True),
            Column("land", "Land", "number", "mu", sortable=True),
        ),
        "rows": (Row(("张三", 1234.5), "a"), Row((EVIL, None), "b")),
        "caption": "Households",
        **changes,
    }
    return Table(**given)  # type: ignore[arg-type]


# --- addresses -------------------------------------------------------------------------------------------


def test_a_click_on_a_head_keeps_the_filters_and_leaves_the_page() -> None:
    shown = tables.arrange(table(sort="name"), "/list/", QueryDict("place=141130&wish=poria&page=3"))
    assert shown.heads[1].href == "/list/?place=141130&wish=poria&sort=land"
    assert shown.heads[0].href == "/list/?place=141130&wish=poria&sort=-name"
    assert (shown.heads[0].state, shown.heads[1].state) == ("ascending", "none")


def test_pages_far_apart_have_a_gap_between_them() -> None:
    shown = tables.arrange(table(pager=Pager(7, 10, 200)), "/list/", QueryDict("page=7"))
    assert [page.number for page in shown.pages] == [1, 0, 6, 7, 8, 0, 20]
    assert (shown.previous, shown.next) == ("/list/?page=6", "/list/?page=8")


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after() -> None:
    assert tables.arrange(table(pager=Pager(1, 10, 20)), "/", QueryDict()).previous == ""
    assert tables.arrange(table(pager=Pager(2, 10, 20)), "/", QueryDict()).next == ""


def test_the_export_carries_the_filters_but_not_the_page() -> None:
    shown = tables.arrange(table(export="/export/?kind=xlsx"), "/list/", QueryDict("wish=poria&page=2"))
    assert shown.export == "/export/?kind=xlsx&wish=poria"


def test_clearing_drops_the_filters_and_keeps_the_place() -> None:
    filters = (Filter("wish", "Wish", "poria"),)
    shown = tables.arrange(table(filters=filters), "/list/", QueryDict("place=141130&wish=poria"))
    assert shown.clear == "/list/?place=141130"
    assert shown.is_filtered
    assert shown.kept == (("place", "141130"),)


def test_a_row_with_a_cell_too_few_is_a_mistake_that_shows_at_once() -> None:
    with pytest.raises(ValueError, match="zip"):
        tables.arrange(table(rows=(Row(("张三",)),)), "/", QueryDict())


# --- cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5903, "5,903"), (12.5, "12.5"), (43549.50, "43,549.5"), (3.0, "3"), (0, "0"), ("<b>", "&lt;b&gt;")],
)
def test_numbers_have_separators_and_text_is_escaped(value: Cell, expected: str) -> None:
    assert str(tables.draw_cell(value)) == expected


@pytest.mark.parametrize("value", [None, ""])
def test_what_is_not_known_is_a_dash(value: Cell) -> None:
    assert "—" in tables.draw_cell(value)


@pytest.mark.parametrize(
    "value",
    [
        Link(EVIL, EVIL, EVIL),
        Badge(EVIL, "pine", "check"),
        Light("red", EVIL),
        Swatch(1, EVIL, EVIL),
        Action(EVIL, EVIL, posts=True, fields=((EVIL, EVIL),)),
        Composition((Part("poor", EVIL, 2),), EVIL, EVIL),
        (EVIL, Link(EVIL)),
    ],
)
def test_no_kind_of_cell_lets_markup_through(value: Cell) -> None:
    drawn = str(tables.draw_cell(value))
    assert "<script" not in drawn
    assert "alert(1)" in drawn


# --- table -----------------------------------------------------------------------------------------------


def test_a_table_names_itself_its_columns_and_its_rows(draw: Draw) -> None:
    tags = Tags(draw("{% data_table table %}", table=table(sort="-land")))
    assert [head.get("aria-sort") for head in tags.every("th") if head.get("scope") == "col"] == ["none", "descending"]
    assert sum(head.get("scope") == "row" for head in tags.every("th")) == 2
    assert tags.every("caption")


def test_an_empty_list_says_what_comes_first_and_a_filtered_one_how_to_get_back(draw: Draw) -> None:
    first = Empty("No roster yet", "Load one.", (Action("Load", "/load/"),))
    assert "No roster yet" in draw("{% data_table table %}", table=table(rows=(), empty=first))
    filtered = table(rows=(), empty=first, filters=(Filter("wish", "Wish", "poria"),))
    drawn = draw("{% data_table table %}", "/list/?wish=poria", table=filtered)
    assert "No roster yet" not in drawn
    assert 'href="/list/"' in drawn


def test_boxes_on_rows_are_posted_with_a_token_and_named_for_readers(draw: Draw) -> None:
    chosen = table(selection=Selection("/move/", (Action("Move", fields=(("act", "move"),)),)))
    tags = Tags(draw("{% data_table table %}", table=chosen))
    boxes = [one for one in tags.every("input") if one.get("type") == "checkbox" and one.get("name")]
    assert [one["value"] for one in boxes] == ["a", "b"]
    assert all(one.get("aria-label") for one in boxes)
    assert any(one.get("value") == "token" for one in tags.every("input"))
    assert {"name": "act", "value": "move"}.items() <= tags.every("button")[-1].items()


# --- forms -----------------------------------------------------------------------------------------------


class Small(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the register.")
    joins = forms.ChoiceField(choices=(("yes", EVIL), ("no", "No")), widget=forms.RadioSelect)
    note = forms.CharField(required=False)
    agrees = forms.BooleanField()


def test_an_error_is_tied_to_its_field(draw: Draw) -> None:
    drawn = draw("{% form_fields form %}", form=Small({}))
    tags = Tags(drawn)
    name = next(one for one in tags.every("input") if one.get("name") == "name")
    assert name["aria-describedby"] == "id_name-help id_name-error"
    assert name["aria-invalid"] == "true"
    assert {"id_name-help", "id_name-error"} <= {attrs.get("id") for _, attrs in tags.found}


def test_a_field_without_trouble_carries_no_error(draw: Draw) -> None:
    tags = Tags(draw("{% form_fields form %}", form=Small()))
    assert all("aria-invalid" not in one for one in tags.every("input"))


def test_optional_fields_say_so_and_choices_are_grouped(draw: Draw) -> None:
    drawn = draw("{% form_field form.note %}{% form_field form.joins %}", form=Small())
    assert drawn.count('class="optional"') == 1
    assert "<fieldset" in drawn
    assert "<script" not in drawn


def test_an_error_of_the_whole_form_is_told_at_once(draw: Draw) -> None:
    form = Small({"name": "a", "joins": "no", "agrees": "on"})
    form.add_error(None, EVIL)
    drawn = draw("{% form_fields form %}", form=form)
    assert 'role="alert"' in drawn
    assert "<script" not in drawn


# --- the others ------------------------------------------------------------------------------------------


def test_running_work_asks_again_with_scripts_and_without(draw: Draw) -> None:
    drawn = draw("{% progress one %}", one=Progress("Load", "/jobs/1/", 3, 9, stop="/jobs/1/stop/"))
    assert 'hx-get="/jobs/1/"' in drawn
    assert '<noscript><meta http-equiv="refresh"' in drawn
    assert 'action="/jobs/1/stop/"' in drawn


def test_work_that_is_over_asks_no_more_and_leads_on(draw: Draw) -> None:
    drawn = draw("{% progress one %}", one=Progress("Load", "/jobs/1/", 9, 9, is_over=True, then="/result/"))
    assert "hx-get" not in drawn
    assert "http-equiv" not in drawn
    assert 'data-then="/result/"' in drawn


@pytest.mark.parametrize(
    ("colour", "shape"), [("green", "circle"), ("yellow", "path"), ("red", "path"), ("grey", "circle")]
)
def test_a_light_is_a_shape_and_a_word_besides_its_colour(draw: Draw, colour: str, shape: str) -> None:
    drawn = draw("{% light one %}", one=Light(colour, "late"))  # type: ignore[arg-type]
    assert "late" in drawn
    assert Tags(drawn).every(shape)


def test_a_button_that_cannot_be_pressed_says_why(draw: Draw) -> None:
    drawn = draw("{% action one %}", one=Action("Adopt", "/adopt/", is_disabled=True, why="Two households object."))
    assert "Two households object." in drawn
    assert "/adopt/" not in drawn


def test_a_dialog_has_a_title_and_keeps_its_body(draw: Draw) -> None:
    drawn = draw('{% dialog "ask" title %}<p>{{ word }}</p>{% enddialog %}', title=EVIL, word="body")
    assert Tags(drawn).every("dialog")[0] == {"id": "ask", "aria-labelledby": "ask-title"}
    assert "<p>body</p>" in drawn
    assert "<script" not in drawn


def test_a_chart_has_its_numbers_behind_it_and_loads_the_library_once(draw: Draw) -> None:
    one = Chart("Rising", ("May", "June"), (Series("Sales", (1200.0, None)),), "yuan", id="one")
    two = Chart("Again", ("May",), (Series(EVIL, (3.0,)),), id="two")
    drawn = draw("{% chart one %}{% chart two %}", one=one, two=two)
    assert drawn.count("echarts.min.js") == 1
    assert "1,200" in drawn
    assert "<script>" not in drawn


def test_the_map_of_a_page_asks_for_its_script_once_and_says_when_nobody_has_a_position(draw: Draw) -> None:
    from shihu.fronts.ui.web.samples.map import unit_map
    from shihu.kernel.presentation import UnitMap

    drawn = draw('{% unit_map a "first" %}{% unit_map b "second" %}', a=unit_map(), b=unit_map())
    assert drawn.count("ui/map.js") == drawn.count("ui/map.css") == 1
    assert 'id="first"' in drawn
    assert 'id="second"' in drawn
    assert '<svg class="unit-map' not in draw("{% unit_map empty %}", empty=UnitMap("none", ()))


def test_the_rest_draws_what_it_is_given(draw: Draw) -> None:
    head = PageHead(EVIL, "lead", (Action("Print", "/print/", icon="print"),), Badge("draft"), Link("Back", "/back/"))
    assert "<script" not in draw("{% page_head head %}", head=head)
    assert "/back/" in draw("{% page_head head %}", head=head)
    assert "<h1>Plain</h1>" in draw('{% page_head "Plain" "lead" %}')
    assert "8" in draw("{% stat_row stats %}", stats=[Stat("Units", "8", "units", "note", "/x/", "pine")])
    assert "Land" in draw("{% facts facts %}", facts=[Fact("Land", 3)])
    assert draw("{% icon '' %}") == ""
    assert draw('{% address sort="name" page="" %}', "/l/?page=2&q=a") == "/l/?q=a&amp;sort=name"
