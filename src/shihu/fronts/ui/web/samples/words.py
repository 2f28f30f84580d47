"""Sample words: head, numbers, facts, tabs, timeline, progress, chart."""

from django.utils.translation import gettext as _

from shihu.kernel.presentation import (
    Action,
    Badge,
    Chart,
    Empty,
    Event,
    Fact,
    Light,
    Link,
    PageHead,
    Progress,
    Series,
    Stat,
    Tab,
)


def head() -> PageHead:
    return PageHead(
        _("The look"),
        _("Every part that pages are made of, in every state. What is not here is not used."),
        (
            Action(_("Print"), href="#", icon="print"),
            Action(_("Export"), href="#", icon="download"),
            Action(_("Publish"), dialog="sample-dialog", kind="primary"),
        ),
        Badge(_("draft"), "ochre", "clock"),
    )


def stats() -> tuple[Stat, ...]:
    return (
        Stat(_("Units"), "8"),
        Stat(_("Founded"), "6", tone="pine"),
        Stat(_("Households"), "86", _("households, 242 people")),
        Stat(_("Mean distance"), "71", _("m"), _("within a unit")),
        Stat(_("Late"), "2", tone="seal", href="#"),
        Stat(_("Waiting"), "1", tone="ochre"),
    )


def facts() -> tuple[Fact, ...]:
    return (
        Fact(_("Head"), Link("赵二虎", "#", _("Party member, since 2019-03-01"))),
        Fact(_("Phone"), "138****2210"),
        Fact(_("State"), Light("green", _("on time"))),
        Fact(_("Land"), 12.5),
        Fact(_("Note"), ""),
    )


def tabs() -> tuple[Tab, ...]:
    return (
        Tab(_("Units"), "#tabs", is_current=True, count=8),
        Tab(_("Households"), "#tabs", count=86),
        Tab(_("Objections"), "#tabs", count=0),
        Tab(_("History"), "#tabs"),
    )


def empty() -> Empty:
    return Empty(
        _("No roster yet"),
        _("Load the spreadsheet that you already have. Nothing is kept before you have seen every fault in it."),
        (
            Action(_("Load a roster"), href="#", kind="primary", icon="upload"),
            Action(_("Blank template"), href="#", icon="download"),
        ),
        "people",
    )


def events() -> tuple[Event, ...]:
    return (
        Event("2019-08-14 09:20", _("Units published"), _("8 units, 86 households"), "韩", tone="pine"),
        Event("2019-08-12 16:05", _("One household moved"), _("From unit 4 to unit 3, asked by the family"), "赵二虎"),
        Event("2019-08-11 10:41", _("Objection heard"), "", "王守义", tone="ochre"),
        Event("2019-08-09 08:30", _("Units formed"), _("In 1.2 seconds"), "韩", tone="indigo"),
    )


def progresses() -> tuple[Progress, ...]:
    return (
        Progress(_("Checking the roster"), "", 3200, 5903, _("row 3,200"), Badge(_("running"), "indigo", "clock")),
        Progress(_("Waiting for its turn"), "", 0, 0, "", Badge(_("in the queue"), "plain", "clock")),
        Progress(
            _("Forming the units"),
            "",
            72,
            72,
            "",
            Badge(_("done"), "pine", "check"),
            is_over=True,
        ),
        Progress(
            _("Loading the roster"),
            "",
            1840,
            5903,
            _("Row 1,841: the hamlet is not known. Nothing was kept."),
            Badge(_("refused"), "seal", "stop"),
            is_over=True,
            has_failed=True,
        ),
    )


def chart() -> Chart:
    months = tuple(f"2019-{month:02d}" for month in range(1, 9))
    return Chart(
        _("Mushroom sales passed poultry in May"),
        months,
        (
            Series(_("Mushrooms"), (12.0, 14.5, 19.2, 26.0, 38.4, 45.1, 47.9, 52.3)),
            Series(_("Poultry"), (22.0, 23.4, 25.1, 27.0, 29.8, 30.2, None, 33.6)),
            Series(_("Poria"), (4.0, 4.2, 4.9, 6.0, 8.1, 9.0, 11.2, 12.0)),
        ),
        unit=_("10,000 yuan"),
        x_label=_("Month"),
    )


def bars() -> tuple[tuple[str, float], ...]:
    return ((_("Mushrooms"), 31), (_("Poria"), 22), (_("Poultry"), 17), (_("Migrant work"), 9))


def buttons() -> tuple[Action, ...]:
    return (
        Action(_("Publish"), dialog="sample-dialog", kind="primary"),
        Action(_("Export"), href="#", icon="download"),
        Action(_("Leave it"), href="#", kind="quiet"),
        Action(_("Discard"), href="#", kind="danger", icon="trash"),
        Action(_("Adopt"), is_disabled=True, why=_("Two households object; hear them first.")),
    )


def badges() -> tuple[Badge, ...]:
    return (
        Badge(_("draft")),
        Badge(_("done"), "pine", "check"),
        Badge(_("in the queue"), "ochre", "clock"),
        Badge(_("refused"), "seal", "stop"),
        Badge(_("running"), "indigo", "info"),
    )


def lights() -> tuple[Light, ...]:
    return (
        Light("green", _("on time")),
        Light("yellow", _("3 days left")),
        Light("red", _("late")),
        Light("grey", _("not begun")),
    )
