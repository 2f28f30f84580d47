"""``shihu demo``: the demonstration township, built once, through the commands that everybody uses."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shihu.fronts.cli.demo.building import build_demo
from shihu.fronts.cli.demo.days import CLOCK, NOW

if TYPE_CHECKING:
    from shihu.base.registry.seeds.sample import PlantedFault


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
