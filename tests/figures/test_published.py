"""Every figure of the newspaper page is reproduced from the records of the demonstration, or named as missing."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from tests.demonstration import before, copied

from shihu.base.places.queries import under, with_status
from shihu.base.registry.queries import described, figures_of, households
from shihu.base.registry.types.figures import Figure
from shihu.base.registry.types.households import HouseholdFilter
from shihu.fronts.cli.demo import STEPS, build_demo
from shihu.kernel.actors import Actor, Grant, Role
from shihu.kernel.money import decimal
from shihu.kernel.places import Level
from shihu.services.industry.queries import award_money, industry_figures, labourers_a_day, participating_households
from shihu.services.linkages.commands import plan_from_rollout
from shihu.services.linkages.queries import moral_models
from shihu.services.linkages.queries.goals import goals_set
from shihu.services.linkages.queries.mediation import long_land_disputes_settled_by_head
from shihu.services.units.seeds.rollout import PLANNED_ON, plan_township

HERE = Path(__file__).parent
PUBLISHED = tomllib.loads((HERE / "published.toml").read_text(encoding="utf-8"))
FIGURES = {figure["id"]: figure for figure in PUBLISHED["figure"]}
MISSING = PUBLISHED["not_yet_covered"]
PAGE = (HERE.parents[1] / "docs" / "figures.md").read_text(encoding="utf-8")
KANGCHENG = "141130101"
DAY = date(2019, 8, 15)
TIANJIAWA, SHANGJIAGOU = f"{KANGCHENG}201", f"{KANGCHENG}202"
# The steps that the figures reproduced so far rest on: what is built anew on PostgreSQL.
NEEDED = {
    *("vocabularies", "places", "accounts", "roster", "links", "organisations", "units", "heads", "charts", "money"),
    *("advances", "awards", "disputes", "civility", "base"),
}
WANGYINGZHUANG = "141102100210"
WUCHENG_OFFICER = Actor(UUID(int=2), "高", (Grant(Role.OFFICER, WANGYINGZHUANG[:9]),))
OFFICER = Actor(UUID(int=1), "韩", (Grant(Role.OFFICER, KANGCHENG),))

pytestmark = pytest.mark.django_db


def _behind(figure: Figure) -> tuple[int, int]:
    """Follow a figure to its list, as a click does; return the households and the persons found there."""
    filters = HouseholdFilter(**dict(figure.filters))
    page = households(actor=OFFICER, on=DAY, filters=filters, limit=None)
    return page.total, sum(row.members for row in page.rows)


# The named queries, asked as the township officer. Those of the registry are counted together.
PLACES: dict[str, Callable[[], Any]] = {
    "places.villages": lambda: len(under(KANGCHENG, Level.VILLAGE, actor=OFFICER)),
    "places.hamlets": lambda: len(under(KANGCHENG, Level.HAMLET, actor=OFFICER)),
    "places.pilot_villages": lambda: [p.name for p in with_status("village.pilot", KANGCHENG, on=DAY)],
}
# Those of the services.
SERVICES: dict[str, Callable[[], Any]] = {
    "industry.award_money": lambda: decimal(award_money(TIANJIAWA, actor=OFFICER, on=DAY)),
    "industry.participating_households": lambda: participating_households(TIANJIAWA, actor=OFFICER, on=DAY),
    "industry.labourers_a_day": lambda: list(labourers_a_day(WANGYINGZHUANG, actor=WUCHENG_OFFICER, on=DAY)),
    "linkages.long_land_disputes_settled_by_head": lambda: long_land_disputes_settled_by_head(
        SHANGJIAGOU, actor=OFFICER, until=DAY
    ),
    "linkages.moral_models.persons": lambda: moral_models(SHANGJIAGOU, actor=OFFICER, on=DAY).persons,
    "linkages.moral_models.natural_villages": lambda: moral_models(SHANGJIAGOU, actor=OFFICER, on=DAY).hamlets,
}


@pytest.fixture(scope="module")
def reproduced(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Ask every query before the demonstration: on SQLite before a copy of the one that the journeys see too."""
    if connection.vendor == "sqlite":
        copy = copied(request.getfixturevalue("built_demo"), tmp_path_factory.mktemp("figures"))
        with request.getfixturevalue("django_db_blocker").unblock(), before(copy):
            return _answers()
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock(), transaction.atomic():
        build_demo(steps=tuple(step for step in STEPS if step.name in NEEDED))
        # The demonstration plans its goals from its roll-out plan; neither needs the units themselves.
        plan_township(actor=OFFICER, now=PLANNED_ON, township=KANGCHENG)
        plan_from_rollout(actor=OFFICER, now=PLANNED_ON, place=KANGCHENG)
        answers = _answers()
        transaction.set_rollback(True)
    return answers


def _answers() -> dict[str, Any]:
    figures = described(figures_of(KANGCHENG, actor=OFFICER, on=DAY))
    answers: dict[str, Any] = {name: ask() for name, ask in (PLACES | SERVICES).items()}
    answers |= {figure.key: figure.value for figure in figures}
    industry = industry_figures(SHANGJIAGOU, actor=OFFICER, on=DAY)
    answers |= {name: found.shown for name, found in industry.items()}
    answers["industry"] = industry
    answers["linkages.eight_ones"] = len(goals_set(KANGCHENG, actor=OFFICER, on=DAY))
    answers["behind"] = {figure.key: _behind(figure) for figure in figures}
    return answers


@pytest.mark.parametrize("figure", [f for f in FIGURES.values() if "query" in f], ids=lambda f: f["id"])
def test_the_records_of_the_demonstration_give_the_published(
    figure: dict[str, Any], reproduced: dict[str, Any]
) -> None:
    answer = reproduced[figure["query"]]
    if isinstance(figure["value"], list):
        assert sorted(answer) == sorted(figure["value"])
    elif figure["at_least"]:
        assert answer >= figure["value"]
    else:
        assert float(answer) == figure["value"]


def test_each_registry_figure_leads_to_the_very_records_that_it_counts(reproduced: dict[str, Any]) -> None:
    followed = {key: behind for key, behind in reproduced["behind"].items() if "villages" not in key}
    assert len(followed) >= 6
    for key, (homes, people) in followed.items():
        counts = people if "persons" in key else homes
        if key != "registry.incidence":
            assert counts == reproduced[key], key
    poor = followed["registry.incidence"][1]
    assert round(poor / reproduced["registry.persons"] * 100, 2) == reproduced["registry.incidence"]


def test_every_figure_is_either_reproduced_or_named_as_not_yet_covered() -> None:
    covered = {name for name, figure in FIGURES.items() if "query" in figure}
    assert covered & set(MISSING) == set(), "in both lists"
    assert set(FIGURES) - covered - set(MISSING) == set(), "in neither list"
    assert set(MISSING) - set(FIGURES) == set(), "named but not published"
    assert len(MISSING) == len(set(MISSING))


def test_every_place_query_that_is_asked_reproduces_a_figure() -> None:
    assert {figure.get("query") for figure in FIGURES.values()} >= set(PLACES | SERVICES)


def test_no_figure_is_published_twice() -> None:
    assert len(FIGURES) == len(PUBLISHED["figure"])


def test_the_page_about_figures_tells_each_under_the_right_heading() -> None:
    now, later = PAGE.split("## Not yet reproduced")
    for name, figure in FIGURES.items():
        rows = [line for line in (now if "query" in figure else later).splitlines() if f"(`{name}`)" in line]
        assert len(rows) == 1, name
        value = figure["value"]
        printed = "、".join(map(str, value)) if isinstance(value, list) else f"{value:,}"
        assert f"| {'at least ' if figure['at_least'] else ''}{printed} |" in rows[0]
        assert figure["words"] in rows[0]


def test_each_figure_of_a_project_is_what_the_records_under_it_come_to(reproduced: dict[str, Any]) -> None:
    for name, figure in reproduced["industry"].items():
        parts = [part for _of, part in figure.rows]
        assert parts, name
        if name == "industry.least_gain":
            assert (figure.value, len(parts)) == (min(parts), 62)
        elif name in {"industry.mushroom_households", "industry.poria.households"}:
            assert figure.value == len(parts)
        else:
            assert figure.value == sum(parts), name
