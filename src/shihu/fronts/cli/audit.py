"""``shihu audit``: prove that nothing was altered or dropped."""

import click
import django


@click.group()
def audit() -> None:
    """Verify the audit chain."""
    django.setup()


@audit.command()
@click.option("--anchor", default="", help="NUMBER:DIGEST noted earlier; proves that the past is still the same.")
def verify(*, anchor: str) -> None:
    """Walk the chain from its beginning; exit 1 and name the first fault if there is one.

    Note the printed anchor outside the platform: whoever can rewrite the whole chain cannot rewrite that.
    """
    from shihu.base.audit.queries import verify as walk

    verdict = walk()
    if not verdict.holds:
        raise click.ClickException(f"entry {verdict.at_number} is {verdict.fault}; {verdict.entries} before it hold")
    if anchor:
        number, _, digest = anchor.partition(":")
        if not number.isdigit() or not digest:
            raise click.UsageError("--anchor takes NUMBER:DIGEST as an earlier verification printed it")
        past = walk(through=int(number))
        if (past.entries, past.digest) != (int(number), digest):
            raise click.ClickException(f"entry {number} is not the one noted in the anchor: the past was rewritten")
    click.echo(f"{verdict.entries} entries hold. Anchor {verdict.entries}:{verdict.digest}")
