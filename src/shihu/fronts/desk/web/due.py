"""How many things wait on each page of the rail. Runs on every page: three counted queries at most."""

from shihu.base.accounts.types import ActedRequest


def counts(request: ActedRequest) -> dict[str, int]:
    """Return what waits for the actor, by the name of the page where it is."""
    # The app names this function when it starts; the command line starts it too and never asks.
    from shihu.base.ledger.queries import waiting
    from shihu.base.registry.queries.imports import open_imports
    from shihu.services.units.queries import open_drafts, open_requests

    return {
        "units_formations": open_drafts(actor=request.actor) + open_requests(actor=request.actor),
        "ledger_books": waiting(actor=request.actor),
        "registry_imports": open_imports(actor=request.actor),
    }
