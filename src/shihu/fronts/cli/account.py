"""``shihu account``: the first accounts of a new platform."""

import click
import django

from shihu.kernel.actors import SYSTEM, Role
from shihu.kernel.refusals import Refusal


@click.group()
def account() -> None:
    """Open accounts and give roles."""
    django.setup()


@account.command("open")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--phone", default=None, help="Phone number, also good for signing in.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=None)
@click.option("--scope", default="", help="Place code that the role is held for; empty = everywhere.")
@click.password_option()
def open_(*, username: str, name: str, phone: str | None, role: str | None, scope: str, password: str) -> None:
    """Open the account USERNAME, with a role if one is named. Asks for the password."""
    from django.utils import timezone

    from shihu.base.accounts.commands import open_account, open_account_with_role

    now = timezone.now()
    try:
        if role:
            open_account_with_role(
                actor=SYSTEM,
                now=now,
                username=username,
                name=name,
                password=password,
                phone=phone,
                role=Role(role),
                scope=scope,
            )
        else:
            open_account(actor=SYSTEM, now=now, username=username, name=name, password=password, phone=phone)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"account {username} is open")
