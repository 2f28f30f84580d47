"""How many things wait on each page of the rail. Runs on every page: one short query, whatever there is to count."""

from django.utils import timezone

from shihu.base.accounts.types import ActedRequest


def counts(request: ActedRequest) -> dict[str, int]:
    """Return what waited for the actor when it was last counted, by the name of the page where it is.

    A page whose count is older than the last thing written says so, and asks for the new one (``desk_due``).
    """
    # The app names this function when it starts; the command line starts it too and never asks.
    from shihu.fronts.desk.web.inbox import remembered

    told, is_fresh = remembered(actor=request.actor, on=timezone.localdate(request.now))
    request.asks_due = "" if is_fresh else "desk_due"
    return told
