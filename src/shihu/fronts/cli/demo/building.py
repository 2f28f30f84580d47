"""Building the demonstration, step by step."""

from collections.abc import Callable
from dataclasses import dataclass

import click

from shihu.fronts.cli.demo import ground, services
from shihu.fronts.cli.demo.days import NOW, Progress
from shihu.kernel.actors import SYSTEM


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the building. It runs once: its name is noted in the audit with what it wrote.

    ``weight`` is its share of the progress bar. ``run`` is called inside a transaction.
    """

    name: str
    words: str
    weight: int
    run: Callable[[Progress], None]


# In order. A service that shows something of its own adds its step at the end; a step that an older
# demonstration lacks is built into it on the next start.
STEPS: tuple[Step, ...] = (
    Step("vocabularies", "Vocabularies", 1, ground.vocabularies),
    Step("places", "Places", 2, ground.places),
    Step("accounts", "Accounts", 12, ground.accounts),
    Step("roster", "Households", 68, ground.roster),
    Step("links", "Whose account is whose", 1, ground.links),
    Step("organisations", "Organisations", 1, ground.organisations),
    Step("units", "Units of the pilot villages", 20, ground.units),
    Step("heads", "Heads of their units", 12, ground.heads),
    Step("charters", "Charters, appraisals, roll-out plan", 12, ground.charters),
    Step("on_the_way", "Villages on the way", 12, ground.on_the_way),
    Step("charts", "Charts of accounts", 2, ground.charts),
    Step("money", "Books of the village collectives", 2, ground.money),
    Step("advances", "Mushrooms and poria", 10, services.advances),
    Step("shares", "Share books", 3, services.shares),
    Step("settlement", "Settlements and dividends", 3, services.settlement),
    Step("awards", "Award fund of a village", 3, services.awards),
    Step("disputes", "Disputes and what became of them", 3, services.disputes),
    Step("points", "Points of two villages", 6, services.points),
    Step("duties", "Lanes, village work, meetings", 8, services.duties),
    Step("civility", "Moral models, village rules, customs", 4, services.civility),
    Step("safety", "Integrity and safety", 4, services.safety),
    Step("goals", "The eight goals", 2, services.goals),
    Step("offered", "A charter to sign", 1, services.offered),
    Step("base", "The tomato base", 12, services.base),
    Step("bank_accounts", "Bank accounts", 1, services.bank_accounts),
    Step("receivables", "A buyer who is late", 1, services.receivables),
    Step("burden", "What the platform asks of people", 1, services.burden),
)


class RealData(click.ClickException):
    """The demonstration is never mixed with real records."""

    def __init__(self) -> None:
        super().__init__(
            "SHIHU_MODE is “real”: the demonstration is not built beside real records. "
            "Set SHIHU_MODE=demo and another SHIHU_DATA."
        )


def build_demo(progress: Progress | None = None, *, steps: tuple[Step, ...] = STEPS) -> list[str]:
    """Run the steps that this database has not seen; return their names. The tables must be migrated.

    Each step is one transaction with its own note in the audit, so that an interrupted build goes on where
    it stopped and a second one does nothing.
    """
    from django.conf import settings
    from django.db import transaction

    from shihu.base.audit.commands import record
    from shihu.base.audit.types import Change

    if settings.MODE == "real":
        raise RealData
    tell = progress or _silent
    todo = [step for step in steps if not _is_built(step)]
    total = sum(step.weight for step in todo)
    before = 0
    for step in todo:
        tell(before, total, step.words)
        with transaction.atomic():
            step.run(_part(tell, before, step, total))
            record(actor=SYSTEM, now=NOW, changes=[Change("demo.build", "demo", step.name)])
        before += step.weight
        tell(before, total, step.words)
    return [step.name for step in todo]


def _silent(*_: object) -> None:
    """Tell nobody."""


def _is_built(step: Step) -> bool:
    from shihu.base.audit.queries import history

    return bool(history(actor=SYSTEM, subject_kind="demo", subject=step.name, limit=1))


def _part(tell: Progress, before: int, step: Step, total: int) -> Progress:
    """Return a progress call that moves within the step's share of the whole."""

    def progress(done: int, of: int, _: str) -> None:
        tell(before + (step.weight * done // of if of else 0), total, step.words)

    return progress
