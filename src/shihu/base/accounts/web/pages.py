"""Page objects of the accounts pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.accounts.policies import may_keep
from shihu.base.accounts.types import AccountRow
from shihu.base.accounts.web.words import ROLE_NAMES
from shihu.kernel.actors import Actor, Role
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Row,
    Table,
    asked_page,
)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of accounts."""

    head: PageHead
    table: Table


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One account."""

    head: PageHead
    table: Table


def people_page(rows: Sequence[AccountRow], given: Mapping[str, str]) -> PeoplePage:
    """Build the list; the address may narrow it by a text."""
    text = given.get("text", "").strip()
    found = [row for row in rows if text in row.username or text in row.name or text in row.phone]
    pager = asked_page(given, len(found))
    open_action = Action(_("Open an account"), reverse("accounts_open"), "primary")
    table = Table(
        columns=(
            Column("name", _("Name"), names_row=True),
            Column("username", _("User name")),
            Column("phone", _("Phone")),
            Column("roles", _("Roles")),
            Column("factor", _("Second factor")),
            Column("state", _("State")),
        ),
        rows=tuple(
            Row(
                (
                    Link(row.name, reverse("accounts_person", kwargs={"username": row.username})),
                    row.username,
                    row.phone,
                    " · ".join(f"{ROLE_NAMES[Role(role)]} {scope}".strip() for role, scope in row.roles),
                    Badge(_("Set up"), "pine") if row.has_second_factor else Badge(_("Not set up"), "plain"),
                    Badge(_("Open"), "pine") if row.is_active else Badge(_("Closed"), "plain"),
                )
            )
            for row in found[pager.offset : pager.offset + pager.size]
        ),
        caption=_("Accounts"),
        filters=(Filter("text", _("Name, user name or phone"), text),),
        pager=pager,
        empty=Empty(
            _("No account found"),
            _("Open one for each officer and cadre; villagers need none to be in a unit."),
            (open_action,),
        ),
    )
    lead = _("Who signs in, with which role and for which place.")
    return PeoplePage(PageHead(_("Accounts"), lead, (open_action,)), table)


def person_page(row: AccountRow, actor: Actor) -> PersonPage:
    """Build the page of one account."""
    end = reverse("accounts_end", kwargs={"username": row.username})
    table = Table(
        columns=(
            Column("role", _("Role"), names_row=True),
            Column("scope", _("Place code")),
            Column("end", "", "action"),
        ),
        rows=tuple(
            Row(
                (
                    str(ROLE_NAMES[Role(role)]),
                    scope or _("everywhere"),
                    Action(_("End this role"), end, "quiet", posts=True, fields=(("role", role), ("scope", scope))),
                )
            )
            for role, scope in row.roles
        ),
        caption=_("Roles"),
        empty=Empty(_("No role yet"), _("Without a role the account sees nothing but itself.")),
    )
    back = Link(_("Accounts"), reverse("accounts_people"))
    lead = " · ".join(filter(None, (row.username, row.phone)))
    keys = {"username": row.username}
    may_change = row.is_active and row.key != actor.key and may_keep(actor, row.roles)
    acts = (
        Action(_("Close the account"), reverse("accounts_close", kwargs=keys), "danger", posts=True),
        Action(_("New password"), reverse("accounts_password", kwargs=keys), posts=True),
    )
    badge = None if row.is_active else Badge(_("Closed"))
    head = PageHead(row.name, lead, acts if may_change else (), badge, back)
    return PersonPage(head, table)
