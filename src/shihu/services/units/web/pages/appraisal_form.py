"""The frame around a form of appraisals: what it is, how much it asks, where it leads back to."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.presentation import Link, PageHead
from shihu.services.units.types import UnitAppraisal
from shihu.services.units.web.pages import wording
from shihu.services.units.web.pages.appraisals import appraisal_address


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything around the fields."""

    head: PageHead
    said: str
    button: str
    back: str


def form_page(what: str, title: str, row: UnitAppraisal, *, fields: int, said: str = "") -> FormPage:
    """Build the frame. ``what`` is own, township, object or answer."""
    month = wording.month_text(row.month)
    back = appraisal_address(row.unit, row.month)
    asked = ngettext("%(count)s question, no photograph.", "%(count)s questions, no photographs.", fields) % {
        "count": fields
    }
    heading, lead, button = {
        "own": (_("Appraise ourselves: %(month)s"), asked, _("Keep our appraisal")),
        "township": (_("Score for %(month)s"), asked, _("Keep the score")),
        "object": (
            _("Object to the appraisal of %(month)s"),
            _("The township answers with its reasons; a right objection corrects the ranking."),
            _("Raise the objection"),
        ),
        "answer": (
            _("Answer the objection to %(month)s"),
            _("The unit reads your answer with its reason."),
            _("Give the answer"),
        ),
    }[what]
    return FormPage(PageHead(heading % {"month": month}, lead, back=Link(title, back)), said, button, back)
