"""The page of a rule on distribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shihu.base.ledger.types import EntityRow
from shihu.kernel.presentation import Event, Link, PageHead
from shihu.services.industry.types import TermsRow, Variant
from shihu.services.industry.web.pages import settlement_words as words


@dataclass(frozen=True, slots=True)
class TermsPage:
    """The rule in force in sentences, and the versions before and after it."""

    head: PageHead
    law: str
    now: tuple[str, ...]
    since: str
    history: tuple[Event, ...]


def terms_page(row: EntityRow, history: Sequence[TermsRow], *, today: date) -> TermsPage:
    """The page of a book's rule."""
    held = [one for one in history if one.since <= today]
    current = max(held, key=lambda one: (one.since, one.version), default=None)
    back = Link(_("Settlements and dividends"), f"{reverse('industry_settlements')}?place={row.place}")
    since = ""
    if current is not None:
        values = {
            "day": date_format(current.since, "DATE_FORMAT"),
            "paper": current.paper,
            "voted": date_format(current.voted_on, "DATE_FORMAT"),
        }
        since = _("In force since %(day)s, voted on %(voted)s (%(paper)s).") % values
    return TermsPage(
        PageHead(_("How the surplus is distributed"), row.name, back=back),
        words.law(Variant(row.kind.value)),
        words.terms_lines(current.terms) if current else (),
        since,
        tuple(
            Event(
                date_format(one.since, "Y-m-d"),
                _("Version %(number)s, %(paper)s") % {"number": one.version, "paper": one.paper},
                " ".join(words.terms_lines(one.terms)),
                one.recorded_by,
                one.since.isoformat(),
            )
            for one in history
        ),
    )
