"""Sample words: head, numbers, facts, tabs, timeline, progress, chart."""

from django.utils.translation import pgettext

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
        pgettext("sample", "The look"),
        pgettext("sample", "Every part that pages are made of, in every state. What is not here is not used."),
        (
            Action(pgettext("sample", "Print"), href="#", icon="print"),
            Action(pgettext("sample", "Export"), href="#", icon="download"),
            Action(pgettext("sample", "Publish"), dialog="sample-dialog", kind="primary"),
        ),
        Badge(pgettext("sample", "draft"), "ochre", "clock"),
    )


def stats() -> tuple[Stat, ...]:
    return (
        Stat(pgettext("sample", "Units"), "8"),
        Stat(pgettext("sample", "Founded"), "6", tone="pine"),
        Stat(pgettext("sample", "Households"), "86", pgettext("sample", "households, 242 people")),
        Stat(pgettext("sample", "Mean distance"), "71", pgettext("sample", "m"), pgettext("sample", "within a unit")),
        Stat(pgettext("sample", "Late"), "2", tone="seal", href="#"),
        Stat(pgettext("sample", "Waiting"), "1", tone="ochre"),
    )


def facts() -> tuple[Fact, ...]:
    return (
        Fact(pgettext("sample", "Head"), Link("赵二虎", "#", pgettext("sample", "Party member, since 2019-03-01"))),
        Fact(pgettext("sample", "Phone"), "138****2210"),
        Fact(pgettext("sample", "State"), Light("green", pgettext("sample", "on time"))),
        Fact(pgettext("sample", "Land"), 12.5),
        Fact(pgettext("sample", "Note"), ""),
    )


def tabs() -> tuple[Tab, ...]:
    return (
        Tab(pgettext("sample", "Units"), "#tabs", is_current=True, count=8),
        Tab(pgettext("sample", "Households"), "#tabs", count=86),
        Tab(pgettext("sample", "Objections"), "#tabs", count=0),
        Tab(pgettext("sample", "History"), "#tabs"),
    )


def empty() -> Empty:
    return Empty(
        pgettext("sample", "No roster yet"),
        pgettext(
            "sample",
            "Load the spreadsheet that you already have. Nothing is kept before you have seen every fault in it.",
        ),
        (
            Action(pgettext("sample", "Load a roster"), href="#", kind="primary", icon="upload"),
            Action(pgettext("sample", "Blank template"), href="#", icon="download"),
        ),
        "people",
    )


def events() -> tuple[Event, ...]:
    return (
        Event(
            "2019-08-14 09:20",
            pgettext("sample", "Units published"),
            pgettext("sample", "8 units, 86 households"),
            "韩",
            tone="pine",
        ),
        Event(
            "2019-08-12 16:05",
            pgettext("sample", "One household moved"),
            pgettext("sample", "From unit 4 to unit 3, asked by the family"),
            "赵二虎",
        ),
        Event("2019-08-11 10:41", pgettext("sample", "Objection heard"), "", "王守义", tone="ochre"),
        Event(
            "2019-08-09 08:30",
            pgettext("sample", "Units formed"),
            pgettext("sample", "In 1.2 seconds"),
            "韩",
            tone="indigo",
        ),
    )


def progresses() -> tuple[Progress, ...]:
    return (
        Progress(
            pgettext("sample", "Checking the roster"),
            "",
            3200,
            5903,
            pgettext("sample", "row 3,200"),
            Badge(pgettext("sample", "running"), "indigo", "clock"),
        ),
        Progress(
            pgettext("sample", "Waiting for its turn"),
            "",
            0,
            0,
            "",
            Badge(pgettext("sample", "in the queue"), "plain", "clock"),
        ),
        Progress(
            pgettext("sample", "Forming the units"),
            "",
            72,
            72,
            "",
            Badge(pgettext("sample", "done"), "pine", "check"),
            is_over=True,
        ),
        Progress(
            pgettext("sample", "Loading the roster"),
            "",
            1840,
            5903,
            pgettext("sample", "Row 1,841: the hamlet is not known. Nothing was kept."),
            Badge(pgettext("sample", "refused"), "seal", "stop"),
            is_over=True,
            has_failed=True,
        ),
    )


def chart() -> Chart:
    months = tuple(f"2019-{month:02d}" for month in range(1, 9))
    return Chart(
        pgettext("sample", "Mushroom sales passed poultry in May"),
        months,
        (
            Series(pgettext("sample", "Mushrooms"), (12.0, 14.5, 19.2, 26.0, 38.4, 45.1, 47.9, 52.3)),
            Series(pgettext("sample", "Poultry"), (22.0, 23.4, 25.1, 27.0, 29.8, 30.2, None, 33.6)),
            Series(pgettext("sample", "Poria"), (4.0, 4.2, 4.9, 6.0, 8.1, 9.0, 11.2, 12.0)),
        ),
        unit=pgettext("sample", "10,000 yuan"),
        x_label=pgettext("sample", "Month"),
    )


def bars() -> tuple[tuple[str, float], ...]:
    return (
        (pgettext("sample", "Mushrooms"), 31),
        (pgettext("sample", "Poria"), 22),
        (pgettext("sample", "Poultry"), 17),
        (pgettext("sample", "Migrant work"), 9),
    )


def buttons() -> tuple[Action, ...]:
    return (
        Action(pgettext("sample", "Publish"), dialog="sample-dialog", kind="primary"),
        Action(pgettext("sample", "Export"), href="#", icon="download"),
        Action(pgettext("sample", "Leave it"), href="#", kind="quiet"),
        Action(pgettext("sample", "Discard"), href="#", kind="danger", icon="trash"),
        Action(
            pgettext("sample", "Adopt"),
            is_disabled=True,
            why=pgettext("sample", "Two households object; hear them first."),
        ),
    )


def badges() -> tuple[Badge, ...]:
    return (
        Badge(pgettext("sample", "draft")),
        Badge(pgettext("sample", "done"), "pine", "check"),
        Badge(pgettext("sample", "in the queue"), "ochre", "clock"),
        Badge(pgettext("sample", "refused"), "seal", "stop"),
        Badge(pgettext("sample", "running"), "indigo", "info"),
    )


def lights() -> tuple[Light, ...]:
    return (
        Light("green", pgettext("sample", "on time")),
        Light("yellow", pgettext("sample", "3 days left")),
        Light("red", pgettext("sample", "late")),
        Light("grey", pgettext("sample", "not begun")),
    )
