"""``shihu demo``: the demonstration township, built once, through the commands that everybody uses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import click

from shihu.kernel.actors import SYSTEM, Role

if TYPE_CHECKING:
    from shihu.base.registry.seeds.sample import PlantedFault
    from shihu.services.linkages.seeds.civility import Villagers

# The day of the records: the morning on which the newspaper printed the township's figures.
NOW = datetime(2019, 8, 15, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
# The pilot villages were asked in spring, so that by August their units have some months behind them.
DRAWN_ON = datetime(2019, 4, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PUBLISHED_ON = datetime(2019, 4, 8, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ELECTED_ON = datetime(2019, 4, 22, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CLOCK = "demo_clock.txt"
Progress = Callable[[int, int, str], None]  # done, total, what is being done


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the building. It runs once: its name is noted in the audit with what it wrote.

    ``weight`` is its share of the progress bar. ``run`` is called inside a transaction.
    """

    name: str
    words: str
    weight: int
    run: Callable[[Progress], None]


def _vocabularies(_: Progress) -> None:
    from shihu.base.vocabularies.commands import keep_terms
    from shihu.base.vocabularies.seeds import terms

    keep_terms(actor=SYSTEM, now=NOW, terms=terms())


def _places(_: Progress) -> None:
    from shihu.base.places.commands import keep_places
    from shihu.base.places.seeds import places

    keep_places(actor=SYSTEM, now=NOW, places=places())


def _roster(progress: Progress) -> None:
    from shihu.base.places.seeds import hamlet_positions
    from shihu.base.registry.commands.roster import load_roster
    from shihu.base.registry.seeds import kangcheng

    households = kangcheng(hamlet_positions())
    load_roster(actor=SYSTEM, now=NOW, households=households, source="demo", progress=progress)


def _accounts(_: Progress) -> None:
    from shihu.base.accounts.seeds import open_accounts

    open_accounts(actor=SYSTEM, now=NOW)


def _links(_: Progress) -> None:
    """Tell whose the head's and the villager's accounts are: they see their own household."""
    from shihu.base.accounts.seeds import ACCOUNTS
    from shihu.base.registry.commands.links import link_account

    for account in ACCOUNTS:
        person = _householder(account.name, account.scope)
        if account.role in {Role.HEAD.value, Role.VILLAGER.value} and person is not None:
            link_account(actor=SYSTEM, now=NOW, person=person, username=account.username)


def _householder(name: str, place: str) -> UUID | None:
    """Return the key of the householder of that name in the place; None where nobody bears it."""
    from shihu.base.registry.queries import households, members_of
    from shihu.base.registry.types.households import HouseholdFilter

    if not name:
        return None
    found = households(actor=SYSTEM, on=NOW.date(), filters=HouseholdFilter(place=place, text=name))
    codes = [row.code for row in found.rows if row.householder == name]
    members = members_of(codes[0], actor=SYSTEM, on=NOW.date()) if codes else ()
    return next((member.person for member in members if member.is_householder), None)


def _organisations(_: Progress) -> None:
    from shihu.base.places.seeds import TOWNSHIP, places
    from shihu.base.registry.commands import keep_enterprise
    from shihu.base.registry.seeds.organisations import organisations

    villages = {place.code: place.name for place in places() if place.code[:-3] == TOWNSHIP}
    for made in organisations(villages):
        keep_enterprise(
            actor=SYSTEM,
            now=NOW,
            name=made.name,
            kind=made.kind,
            place=made.place,
            since=made.since,
            code=made.code,
            representative=_householder(made.representative, made.place),
        )


def _units(progress: Progress) -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds import establish_pilots

    officer = actor_named("officer", now=DRAWN_ON)
    establish_pilots(actor=officer, drawn=DRAWN_ON, published=PUBLISHED_ON, progress=progress)


def _on_the_way(progress: Progress) -> None:
    """One village under notice since two days ago, two with a draft; the others are still asked."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds import DRAFTED, draft_villages, publish_notice

    officer = actor_named("officer", now=NOW)
    drawn, published = NOW - timedelta(days=6), NOW - timedelta(days=2)
    publish_notice(actor=officer, drawn=drawn, published=published, signed=NOW - timedelta(hours=14))
    draft_villages(actor=officer, drawn=NOW - timedelta(days=1), villages=DRAFTED, progress=progress)


def _charters(progress: Progress) -> None:
    """Charters, months of appraisals and the roll-out plan, for whatever units are in force by then."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.units.seeds.rollout import PLANNED_ON, enliven, plan_township

    officer, member = actor_named("officer", now=NOW), actor_named("member", now=NOW)
    plan_township(actor=officer, now=PLANNED_ON, township=TOWNSHIP)
    enliven(actor=officer, member=member, now=NOW, township=TOWNSHIP, progress=progress)


def _heads(progress: Progress) -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds import PILOTS, elect_heads

    officer = actor_named("officer", now=ELECTED_ON)
    elect_heads(actor=officer, now=ELECTED_ON, villages=PILOTS, progress=progress)


def _charts(_: Progress) -> None:
    from shihu.base.ledger.commands import keep_accounts, keep_purposes, set_approval_rule
    from shihu.base.ledger.seeds import accounts, purposes
    from shihu.base.ledger.seeds.demo import ABOVE
    from shihu.base.ledger.types import EntityKind
    from shihu.base.places.seeds import TOWNSHIP

    keep_accounts(actor=SYSTEM, now=NOW, accounts=accounts())
    keep_purposes(actor=SYSTEM, now=NOW, purposes=purposes())
    set_approval_rule(
        actor=SYSTEM, now=NOW, kind=EntityKind.COLLECTIVE, place=TOWNSHIP, above=ABOVE, since=date(2019, 1, 1)
    )


def _money(_: Progress) -> None:
    """Open the books of every village collective; post what came and went in two of them."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.ledger.commands import open_entity
    from shihu.base.ledger.seeds import Demo, post_demo
    from shihu.base.ledger.types import EntityKind, NewEntity
    from shihu.base.places.queries import names
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.base.registry.queries import enterprises

    officer = actor_named("officer", now=NOW)
    found, _total = enterprises(actor=officer, place=TOWNSHIP, kind="enterprise.collective", limit=None)
    cadres = {"田家洼村": ("tianjiawa", ""), "尚家沟村": ("shangjiagou", "姚福海")}
    known = names({one.place for one in found})
    for one in found:
        new = NewEntity(EntityKind.COLLECTIVE, one.name, one.place, enterprise=one.key)
        book = open_entity(actor=officer, now=NOW, new=new)
        village = known[one.place].name
        if village in cadres:
            username, householder = cadres[village]
            recorder = actor_named(username, now=NOW)
            homes = _some_household(one.place, householder)
            post_demo(Demo(village, book, recorder, officer, homes), now=NOW)


def _some_household(place: str, householder: str) -> tuple[str, ...]:
    """Return the code of the household of that householder in the place; of its first one where none is named."""
    from shihu.base.registry.queries import households
    from shihu.base.registry.types.households import HouseholdFilter

    found = households(actor=SYSTEM, on=NOW.date(), filters=HouseholdFilter(place=place, text=householder))
    return tuple(row.code for row in found.rows[:1])


def _civility(progress: Progress) -> None:
    """Moral models, village rules, weddings and funerals, precepts, history of two of the pilot villages."""
    from shihu.services.linkages.seeds import civility

    upper, lower = _two_villages()
    civility.agree_rules(upper, year=2016, drafted=NOW.replace(year=2016, month=3), both=True)
    civility.agree_rules(lower, year=2018, drafted=NOW.replace(year=2018, month=3), both=False)
    progress(1, 3, "")
    civility.choose_models(upper, now=NOW.replace(month=5, day=6))
    civility.begin_models(lower, now=NOW - timedelta(days=6), member="田福兵")
    progress(2, 3, "")
    civility.lay_draft_open(lower, now=NOW - timedelta(days=4))
    civility.help_families(upper, now=NOW)
    civility.hand_down(upper, now=NOW - timedelta(days=30), precepts=7, history=True)
    civility.hand_down(lower, now=NOW - timedelta(days=30), precepts=3, history=False)


def _safety(progress: Progress) -> None:
    """What households kept and did not keep; rounds, hazards, look-ins."""
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.linkages.seeds import integrity, safety

    upper, lower = _two_villages()
    officer = upper.officer
    integrity.publish_rule(actor=officer, now=NOW.replace(month=3, day=20), township=TOWNSHIP)
    for of, number in ((upper, 60), (lower, 20)):
        integrity.note_facts(of.householders[:number], actor=of.cadre, officer=officer, now=NOW - timedelta(days=10))
    progress(1, 2, "")
    safety.walk(village=upper.village, cadre=upper.cadre, officer=officer, now=NOW, units=8, busy=True)
    safety.walk(village=lower.village, cadre=lower.cadre, officer=officer, now=NOW, units=3, busy=False)


def _two_villages() -> "tuple[Villagers, Villagers]":
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import SHANGJIAGOU, TIANJIAWA
    from shihu.services.linkages.seeds.civility import villagers

    officer, on = actor_named("officer", now=NOW), NOW.date()
    upper = villagers(SHANGJIAGOU, cadre=actor_named("shangjiagou", now=NOW), officer=officer, on=on)
    return upper, villagers(TIANJIAWA, cadre=actor_named("tianjiawa", now=NOW), officer=officer, on=on)


# In order. A service that shows something of its own adds its step at the end; a step that an older
# demonstration lacks is built into it on the next start.
STEPS: tuple[Step, ...] = (
    Step("vocabularies", "Vocabularies", 1, _vocabularies),
    Step("places", "Places", 2, _places),
    Step("accounts", "Accounts", 12, _accounts),
    Step("roster", "Households", 68, _roster),
    Step("links", "Whose account is whose", 1, _links),
    Step("organisations", "Organisations", 1, _organisations),
    Step("units", "Units of the pilot villages", 20, _units),
    Step("heads", "Heads of their units", 12, _heads),
    Step("charters", "Charters, appraisals, roll-out plan", 12, _charters),
    Step("on_the_way", "Villages on the way", 12, _on_the_way),
    Step("charts", "Charts of accounts", 2, _charts),
    Step("money", "Books of the village collectives", 2, _money),
    Step("civility", "Moral models, village rules, customs", 4, _civility),
    Step("safety", "Integrity and safety", 4, _safety),
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


@click.group(invoke_without_command=True)
@click.pass_context
def demo(context: click.Context) -> None:
    """Build the demonstration township and print who can sign in."""
    if context.invoked_subcommand is not None:
        return
    from shihu.fronts.cli.setup import prepare

    prepare()
    with click.progressbar(length=100, label="Kangcheng", item_show_func=lambda words: words) as bar:

        def show(done: int, total: int, words: str) -> None:
            bar.update(done * 100 // total - bar.pos, words)

        built = build_demo(show)
        _set_the_clock()
        bar.update(100 - bar.pos)
    click.echo("The demonstration stands." if built else "The demonstration stood already.")
    _print_accounts()


def _set_the_clock() -> None:
    """Note when the demonstration was built: from there its clock goes on from the morning of its records."""
    from django.conf import settings
    from django.utils import timezone

    file = settings.DATA / CLOCK
    if not file.exists():
        file.write_text(f"{round((timezone.now() - NOW).total_seconds())}\n", encoding="ascii")


def _print_accounts() -> None:
    from shihu.base.accounts.seeds import ACCOUNTS, PASSWORD

    click.echo(f"\nEverybody in it is invented. Sign in with the password {PASSWORD} as")
    for account in ACCOUNTS:
        click.echo(f"  {account.username:<12} {account.name}  {account.role}  {account.scope or 'everywhere'}")
    click.echo()


@demo.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--faulty", is_flag=True, help="With a dozen different faults, to see how each is told.")
def roster(*, path: Path, faulty: bool) -> None:
    """Write a sample roster of 30 households to PATH (.xlsx), ready to be imported."""
    faults = write_sample_roster(path, faulty=faulty)
    click.echo(f"{path} is written")
    for fault in faults:
        click.echo(f"  row {fault.row}, {fault.heading}: {fault.words}")


def write_sample_roster(path: Path, *, faulty: bool) -> "tuple[PlantedFault, ...]":
    """Write the sample roster as an .xlsx file; return the faults that were put into it."""
    from shihu.base.places.seeds import hamlet_positions, places
    from shihu.base.registry.seeds.sample import sample_roster
    from shihu.base.sheets.queries import render_workbook
    from shihu.base.vocabularies.seeds import terms

    names = {term.key: term.name_zh for term in terms()} | {place.code: place.name for place in places()}
    table, faults = sample_roster(names, hamlet_positions(), faulty=faulty)
    path.write_bytes(render_workbook([table]))
    return faults
