"""``shihu evidence``: prove that every attached file is there, and take away what no record knows."""

import click
import django


@click.group()
def evidence() -> None:
    """Verify attached files, sweep away what no record knows."""
    django.setup()


@evidence.command()
def verify() -> None:
    """Read every file and compare its SHA-256; exit 1 and name what is missing or altered. Orphans are listed."""
    from shihu.base.evidence.queries import verify as read_all

    verdict = read_all()
    for digest in verdict.missing:
        click.echo(f"missing {digest}", err=True)
    for digest in verdict.altered:
        click.echo(f"altered {digest}", err=True)
    for digest in verdict.orphans:
        click.echo(f"orphan  {digest}")
    if not verdict.holds:
        raise click.ClickException(
            f"{len(verdict.missing)} files missing, {len(verdict.altered)} altered, of {verdict.files}: "
            "bring them back from the backup"
        )
    click.echo(f"{verdict.files} files hold, {len(verdict.orphans)} orphans")


@evidence.command()
@click.option("--hours", default=24, show_default=True, help="Leave alone what was touched in the last hours.")
def sweep(*, hours: int) -> None:
    """Take away files that no record knows: left by a kill, or by a removal."""
    from datetime import timedelta

    from django.utils import timezone

    from shihu.base.evidence.commands import sweep as take_away
    from shihu.kernel.actors import SYSTEM

    swept = take_away(actor=SYSTEM, now=timezone.now(), older=timedelta(hours=hours))
    click.echo(f"{len(swept)} files swept")
