"""Steps of the demonstration: the township itself, its units, its books."""

from datetime import date, timedelta
from uuid import UUID

from shihu.fronts.cli.demo.days import DRAWN_ON, ELECTED_ON, NOW, PUBLISHED_ON, Progress
from shihu.kernel.actors import SYSTEM, Role


def vocabularies(_: Progress) -> None:
    from shihu.base.vocabularies.commands import keep_terms
    from shihu.base.vocabularies.seeds import terms

    keep_terms(actor=SYSTEM, now=NOW, terms=terms())


def places(_: Progress) -> None:
    from shihu.base.places.commands import keep_places
    from shihu.base.places.seeds import places

    keep_places(actor=SYSTEM, now=NOW, places=places())


def roster(progress: Progress) -> None:
    from shihu.base.places.seeds import hamlet_positions
    from shihu.base.registry.commands.roster import load_roster
    from shihu.base.registry.seeds import kangcheng

    households = kangcheng(hamlet_positions())
    load_roster(actor=SYSTEM, now=NOW, households=households, source="demo", progress=progress)


def accounts(_: Progress) -> None:
    from shihu.base.accounts.seeds import open_accounts

    open_accounts(actor=SYSTEM, now=NOW)


def links(_: Progress) -> None:
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


def organisations(_: Progress) -> None:
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


def units(progress: Progress) -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds import establish_pilots

    officer = actor_named("officer", now=DRAWN_ON)
    establish_pilots(actor=officer, drawn=DRAWN_ON, published=PUBLISHED_ON, progress=progress)


def on_the_way(progress: Progress) -> None:
    """One village under notice since two days ago, two with a draft; the others are still asked."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds import DRAFTED, draft_villages, publish_notice

    officer = actor_named("officer", now=NOW)
    drawn, published = NOW - timedelta(days=6), NOW - timedelta(days=2)
    publish_notice(actor=officer, drawn=drawn, published=published, signed=NOW - timedelta(hours=14))
    draft_villages(actor=officer, drawn=NOW - timedelta(days=1), villages=DRAFTED, progress=progress)


def charters(progress: Progress) -> None:
    """Charters, months of appraisals and the roll-out plan, for whatever units are in force by then."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.units.seeds.rollout import PLANNED_ON, enliven, plan_township

    officer, member = actor_named("officer", now=NOW), actor_named("member", now=NOW)
    plan_township(actor=officer, now=PLANNED_ON, township=TOWNSHIP)
    enliven(actor=officer, member=member, now=NOW, township=TOWNSHIP, progress=progress)


def heads(progress: Progress) -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds import PILOTS, elect_heads

    officer = actor_named("officer", now=ELECTED_ON)
    elect_heads(actor=officer, now=ELECTED_ON, villages=PILOTS, progress=progress)


def charts(_: Progress) -> None:
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


def money(_: Progress) -> None:
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
