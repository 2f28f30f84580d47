"""Bank accounts of the demonstration. No number here can be anybody's.

They begin with 9999: a leading 9 stands for numbers given out by national bodies, and 999 is no country
(ISO/IEC 7812-1). No bank issues such a number.
"""

from datetime import datetime
from uuid import UUID

from shihu.base.registry.commands import load_bank_accounts
from shihu.base.registry.queries import account_page, members_of
from shihu.base.registry.types import AccountLine, AccountRow
from shihu.kernel.actors import Actor

BANK = "农村信用社康城分社"
_RESERVED = "9999"
_MOST = 5_000
_LACK, _SPOUSE = 13, 8  # of so many households one has no account, one is paid on the spouse's


def give_accounts(*, actor: Actor, now: datetime, place: str) -> int:
    """Record accounts of the households of a village, a few left out; return how many."""
    found = account_page(place, actor=actor, on=now.date(), limit=_MOST)
    lines = [
        AccountLine(at, _person(row, actor, now, at), row.hamlet, BANK, f"{_RESERVED}{place[-6:]}{at:09d}")
        for at, row in enumerate(found.rows, start=1)
        if at % _LACK
    ]
    return load_bank_accounts(actor=actor, now=now, place=place, lines=lines).new


def _person(row: AccountRow, actor: Actor, now: datetime, at: int) -> UUID:
    if at % _SPOUSE:
        return row.householder_key
    spouse = (m.person for m in members_of(row.code, actor=actor, on=now.date()) if m.relation == "relation.spouse")
    return next(spouse, row.householder_key)
