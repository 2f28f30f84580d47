"""``shihu registry``: prove that the registry is whole."""

import click
import django


@click.group()
def registry() -> None:
    """Check the registry."""
    django.setup()


@registry.command()
def check() -> None:
    """Run every check over the whole registry; exit 1 and list what is wrong, a line each."""
    from shihu.base.registry.queries import CHECKS
    from shihu.base.registry.queries import check as breaches_of

    breaches = breaches_of()
    for breach in breaches:
        click.echo(f"{breach.check} {breach.subject}: {breach.sentence % dict(breach.values)}", err=True)
    if breaches:
        raise click.ClickException(f"{len(breaches)} breaches of {len({b.check for b in breaches})} rules")
    click.echo(f"{len(CHECKS)} checks, nothing wrong")
