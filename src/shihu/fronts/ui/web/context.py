"""What every page needs: the navigation, the language, the theme."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Context for every template."""
    return {"actor": getattr(request, "actor", None)}
