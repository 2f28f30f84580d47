"""``shihu ledger``: prove that the books are whole, and hand them to another program."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
import django

from shihu.kernel.actors import SYSTEM


@click.group()
def ledger() -> None:
    """Check the ledger, or export a book."""
    django.setup()


@ledger.command()
def check() -> None:
    """Run every check over the whole ledger; exit 1 and list what is wrong, a line each."""
    from shihu.base.ledger.queries import CHECKS
    from shihu.base.ledger.queries import check as breaches_of

    breaches = breaches_of()
    for breach in breaches:
        click.echo(f"{breach.check} {breach.subject}: {breach.sentence % dict(breach.values)}", err=True)
    if breaches:
        raise click.ClickException(f"{len(breaches)} breaches of {len({b.check for b in breaches})} rules")
    click.echo(f"{len(CHECKS)} checks, nothing wrong")


@ledger.command()
@click.argument("book", type=click.UUID)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--through", type=click.DateTime(["%Y-%m-%d"]), help="Last day; today when not given.")
def export(*, book: UUID, path: Path, through: datetime | None) -> None:
    """Write BOOK (its key, as in its address) to PATH for beancount; ``bean-check PATH`` then proves it."""
    from django.utils import timezone

    from shihu.base.ledger.queries import beancount
    from shihu.kernel.refusals import Refusal

    try:
        text = beancount(book, actor=SYSTEM, last=through.date() if through else timezone.localdate())
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence % refusal.values) from refusal
    path.write_text(text, encoding="utf-8")
    click.echo(f"{path} is written")
