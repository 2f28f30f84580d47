"""Figures as stats: each with its number, its unit and the way to its records."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shihu.base.registry.types import Figure
from shihu.kernel.presentation import Stat


def stats(figures: Iterable[Figure], keys: tuple[str, ...]) -> tuple[Stat, ...]:
    """Return the figures with these keys as stats, in the order of the keys."""
    known = {figure.key: figure for figure in figures}
    return tuple(stat(known[key]) for key in keys if key in known)


def stat(figure: Figure) -> Stat:
    """Return one figure as a stat that leads to its records."""
    number = f"{figure.value:,.0f}" if figure.is_whole and figure.unit != "%" else f"{figure.value:,.2f}"
    unit = figure.unit if figure.unit == "%" else _(figure.unit)
    return Stat(_(figure.title), number, unit, href=records(figure))


def records(figure: Figure) -> str:
    """Return the address of the list of records under the figure."""
    return f"{reverse('registry_households')}?{urlencode(figure.filters)}"
