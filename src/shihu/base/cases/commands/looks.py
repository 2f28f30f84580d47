"""Opening a case to read it: a look at what is kept close is noted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.audit.commands import record_view
from shihu.base.cases.commands.work import Work
from shihu.base.cases.queries.detail import case_detail
from shihu.base.cases.types import CaseDetail, Secrecy
from shihu.kernel.actors import Actor


@transaction.atomic
def require_handler(*, actor: Actor, now: datetime, key: UUID | str) -> None:
    """Refuse who could not act on the case, before a form is shown to them. Nothing is written."""
    Work.on(key, actor=actor, now=now).require_handler()


def read_case(*, actor: Actor, now: datetime, key: UUID | str) -> CaseDetail:
    """Return what the actor may know of the case; a look at a restricted or sealed one is written down."""
    # Read first: a look that is refused raises here and leaves nothing behind.
    found = case_detail(key, actor=actor, at=now)
    if found.row.secrecy != Secrecy.OPEN:
        record_view(actor=actor, now=now, subject_kind="case", subject=str(found.row.key), place=found.row.place)
    return found
