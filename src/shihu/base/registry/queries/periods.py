"""What holds on a day: rows run from ``since`` up to, not including, ``until``."""

from datetime import date

from django.db.models import Q


def holding(on: date, prefix: str = "") -> Q:
    """Return the filter "this dated row holds on the day"; ``prefix`` reaches it through a relation."""
    return Q(**{f"{prefix}since__lte": on}) & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on}))
