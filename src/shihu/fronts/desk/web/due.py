"""How many things wait on each page of the rail. Runs on every page: one short query while nothing has changed."""

from django.conf import settings
from django.utils import timezone

from shihu.base.accounts.types import ActedRequest


def counts(request: ActedRequest) -> dict[str, int]:
    """Return what waits for the actor, by the name of the page where it is."""
    if not settings.COUNTS_DUE:
        return {}
    # The app names this function when it starts; the command line starts it too and never asks.
    from shihu.fronts.desk.web.inbox import counted

    return counted(actor=request.actor, on=timezone.localdate(request.now))
