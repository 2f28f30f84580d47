"""``shihu cases``: let the clocks of cases act."""

import click
import django


@click.group()
def cases() -> None:
    """Take up what is overdue."""
    django.setup()


@cases.command("clocks")
def clocks() -> None:
    """Take every case whose time is over up a level. The server does it by itself; this is for a timer of one's own."""
    click.echo(f"{turn_clocks()} cases went up a level")


def turn_clocks() -> int:
    """Let the clocks of every service that has some act; return how many cases went up."""
    from shihu.base.accounts.queries import moment
    from shihu.kernel.actors import SYSTEM
    from shihu.services.linkages.commands.hazards import take_up_late_hazards
    from shihu.services.linkages.commands.mediation import go_up_overdue

    now = moment()
    return len(go_up_overdue(actor=SYSTEM, now=now)) + len(take_up_late_hazards(actor=SYSTEM, now=now))
