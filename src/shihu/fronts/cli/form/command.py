"""The command itself: options in, files out, an exit code that says how it went.

0  units were formed, every household that is willing sits in one
1  the roster has faults, told by sheet, row and column and written to a file; nothing was formed
2  the command was not understood
3  some hamlet cannot be formed by the rules; it is named, with the rule and the households
"""

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from shihu.fronts.cli.form.options import RosterPlace, Sizes, Weights
from shihu.fronts.cli.form.province import form_streamed, is_streamed
from shihu.services.units.types import EFFORTS, Choices

if TYPE_CHECKING:
    from shihu.base.registry.types import FormationHousehold
    from shihu.base.registry.types.imports import RosterReading

FAULTY, INFEASIBLE = 1, 3
MOST_TOLD = 40
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Join the households of a roster file into units.")
@click.argument("roster", type=RosterPlace())
@click.option("--out", type=_FILE, default=Path("units.xlsx"), show_default=True, help="Workbook to write.")
@click.option("--report", type=_FILE, help="Report to write: one HTML page with maps, to read or to print.")
@click.option("--json", "json_to", type=click.Path(dir_okay=False, allow_dash=True), help="JSON to write, - = here.")
@click.option("--faults", type=_FILE, help="Where faults of the roster go [ROSTER-faults.xlsx].")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True)
@click.option("--size", type=Sizes(), default="8-12", show_default=True, help="Households in a unit, 8-12 or 8-10-12.")
@click.option("--weights", type=Weights(), default="", help="What matters how much: distance=1,wish=0.6,…")
@click.option("--effort", type=click.Choice(EFFORTS), default="standard", show_default=True)
@click.option("--hamlet", "hamlets", multiple=True, help="Only this hamlet; may be given again.")
@click.option("--village", is_flag=True, help="The file is one village: hamlets too small for a unit join the nearest.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day on which ages and classes are taken [today].")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--table", default="roster", show_default=True, help="Table or view of the roster in a database.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler to form a Parquet or database roster on.")
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
def form(roster: str, **options: Any) -> None:
    """Join the households of ROSTER into ten-household units.

    ROSTER is a file (xlsx, xls, csv), or for a county or more a Parquet file or a PostgreSQL address
    (postgresql://USER@HOST/DATABASE, with --table). No server of ours is used, nor its database. Exit code: 0 formed,
    1 faults in the roster, 2 not understood, 3 a hamlet cannot be formed by the rules.
    """
    low, target, high = options["size"]
    choices = replace(
        Choices(low=low, high=high, target=target, effort=options["effort"], seed=options["seed"]),
        join_small=options["village"],
        **options["weights"],
    )
    if is_streamed(roster):
        named = click.get_current_context().get_parameter_source("out") is not ParameterSource.DEFAULT
        out = options["out"] if named else Path("units.parquet")
        asked = {name: options[name] for name in ("table", "scheduler", "quiet")}
        sys.exit(form_streamed(roster, out, choices, **asked))
    if options["scheduler"]:
        raise click.UsageError(
            "--scheduler forms a Parquet or database roster; a spreadsheet is formed on this machine."
        )
    _prepare()
    from django.utils import translation

    with translation.override("en" if options["language"] == "en" else "zh-hans"):
        sys.exit(_Run(Path(roster), choices, options).code())


def _prepare() -> None:
    """Load the applications for their words. No key is kept and no database is opened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shihu.config.settings")
    for name in ("SHIHU_SECRET_KEY", "SHIHU_RECORD_KEY"):
        os.environ.setdefault(name, secrets.token_urlsafe(48))
    import django

    django.setup()
    from shihu.fronts.cli.translations import compile_all

    # Before its first set-up a checkout has no compiled catalogues; where they cannot be written, English will do.
    with suppress(OSError):
        compile_all()


class _Run:
    """One run of the command."""

    def __init__(self, roster: Path, choices: Choices, options: dict[str, Any]) -> None:
        from shihu.base.vocabularies.seeds import terms

        self.roster, self.choices, self.options = roster, choices, options
        self.terms = {term.key: term for term in terms()}
        now = datetime.now(ZoneInfo("Asia/Shanghai"))
        self.now = now
        self.today: date = options["on"].date() if options["on"] else now.date()

    def say(self, text: str, *, warn: bool = False) -> None:
        """Tell the summary, unless asked to be quiet; what is wrong is always told."""
        if warn or not self.options["quiet"]:
            click.echo(text, err=True)

    def code(self) -> int:
        """Do it and return the exit code."""
        from shihu.fronts.cli.form import roster as rosters
        from shihu.kernel.refusals import Refusal
        from shihu.services.units.queries.console import say
        from shihu.services.units.queries.words import refusal_text

        try:
            with self._bar(say("reading")) as bar:
                reading = rosters.read(self.roster, self.terms, self.today, _steps(bar))
        except Refusal as refusal:
            self.say(f"{self.roster.name}: {refusal_text(refusal)}", warn=True)
            return FAULTY
        if reading.stops:
            return self._faulty(reading)
        households = rosters.households(reading, self.today, self.options["hamlets"])
        known = {household.hamlet for household in reading.households}
        strange = [name for name in self.options["hamlets"] if name not in known]
        if strange:
            named = "、".join(strange)
            raise click.UsageError(f"--hamlet {named}: not in the roster, which names {'、'.join(sorted(known))}.")
        if reading.faults:
            self.say(say("doubts", count=len(reading.faults)))
        return self._form(households)

    def _faulty(self, reading: "RosterReading") -> int:
        from shihu.fronts.cli.form import roster as rosters
        from shihu.services.units.queries.console import say

        for fault in reading.faults[:MOST_TOLD]:
            self.say(rosters.told(fault), warn=True)
        if len(reading.faults) > MOST_TOLD:
            self.say(say("more", count=len(reading.faults) - MOST_TOLD), warn=True)
        path = self.options["faults"] or self.roster.with_name(f"{self.roster.stem}-faults.xlsx")
        rosters.write_faults(path, self.roster, reading)
        self.say(say("faults_in", path=path), warn=True)
        return FAULTY

    def _form(self, households: Sequence["FormationHousehold"]) -> int:
        from shihu.fronts.cli.form import writing
        from shihu.services.units.adapters.draft import draft_of
        from shihu.services.units.queries import drafts, findings, report
        from shihu.services.units.queries.console import say

        if not any(household.willing for household in households):
            self.say(say("nobody"), warn=True)
            return INFEASIBLE
        with self._bar(say("forming")) as bar:
            draft = draft_of(
                households,
                self.choices,
                names={h.hamlet: h.hamlet for h in households},
                middles={},
                step=_share(bar),
                threads=os.cpu_count() or 1,
                is_one_village=self.options["village"],
            )
        title = "、".join(self.options["hamlets"]) or self.roster.stem
        detail = drafts.detail_of(draft, self.choices, title=title, now=self.now)
        for path in writing.write(detail, draft, self.options, self.terms):
            self.say(say("written", path=path))
        seated = sum(unit.size for unit in detail.units)
        self.say(findings.finding(seated, len(detail.units), len(draft.left_out), detail.row.gap))
        for fact in report.refused_facts(detail):
            self.say(f"{fact.label}: {fact.value}", warn=True)
        return INFEASIBLE if draft.refused else 0

    def _bar(self, label: str) -> Any:
        if self.options["quiet"]:
            return nullcontext(None)
        return click.progressbar(length=1000, label=label, file=sys.stderr)


def _share(bar: Any) -> Any:
    """Move the bar to a share of the whole; several threads may tell at once."""
    lock = Lock()

    def step(share: float) -> None:
        if bar is not None:
            with lock:
                bar.update(max(0, round(share * 1000) - bar.pos))

    return step


def _steps(bar: Any) -> Any:
    step = _share(bar)
    return lambda done, total, _note: step(done / max(total, 1))
