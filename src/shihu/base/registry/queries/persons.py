"""Reading one person."""

from uuid import UUID

from shihu.base.registry.models import BankAccount, Membership, Person
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_PRIVATE, sees, sees_private
from shihu.base.registry.queries.accounts import payee
from shihu.base.registry.queries.households import member_row
from shihu.base.registry.types.bank import Payee
from shihu.base.registry.types.households import PersonDetail
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound


def person(key: UUID, *, actor: Actor) -> PersonDetail:
    """Return what the actor may know of a person; NotFound outside their area.

    The household that counts is the one the person belongs to now, else the one they belonged to last.
    """
    history = list(
        Membership.objects.filter(person_id=key)
        .select_related("person__account", "household__hamlet", "relation")
        .prefetch_related("person__skills")
        .order_by("since", "id")
    )
    last = next((m for m in history if m.until is None), history[-1] if history else None)
    if last is None or not sees(actor, last.household):
        raise NotFound
    private = sees_private(actor, last.household)
    private_by_role = SEE_PRIVATE.allows(actor, last.household.hamlet_id)
    keeps = KEEP_HOUSEHOLDS.allows(actor, last.household.hamlet_id)
    # Households outside the actor's area stay unnamed: that somebody came from there is known, not from whom.
    return PersonDetail(
        member=member_row(last, keeps=keeps or private, private=private),
        pinyin=last.person.pinyin,
        household=last.household.code,
        hamlet=last.household.hamlet_id,
        party_since=last.person.party_since,
        history=tuple(
            (
                m.household.code if sees(actor, m.household) else "",
                m.relation_id,
                m.since,
                m.until,
                m.ended_by,
            )
            for m in history
        ),
        may_link=private_by_role,
        account=_account(last.person) if private_by_role else "",
        may_keep=keeps and last.until is None,
        payee=_payee(last.person) if keeps or private else None,
        sees_payee=keeps or private,
    )


def _payee(person: Person) -> Payee | None:
    held = BankAccount.objects.filter(person=person, until=None).select_related("person").first()
    return None if held is None else payee(held)


def _account(person: Person) -> str:
    return person.account.username if person.account else ""
