"""The code that a new household gets."""

from django.db.models import Max

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household


def next_code(hamlet: str) -> str:
    """Return the hamlet's code and the next four digits. Codes of ended households are not used again."""
    highest = Household.objects.filter(within("code", [hamlet]), code__regex=rf"^{hamlet}[0-9]{{4}}$").aggregate(
        highest=Max("code")
    )["highest"]
    return f"{hamlet}{int(highest[len(hamlet) :]) + 1 if highest else 1:04d}"
