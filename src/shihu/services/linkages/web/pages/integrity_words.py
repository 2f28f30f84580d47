"""What the codes of integrity say in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Badge
from shihu.kernel.presentation.words import Tone
from shihu.services.linkages.types.integrity import Kind


def kind_name(key: str) -> str:
    """A kind of fact."""
    return {
        "repaid": pgettext("linkages", "Repaid on the day"),
        "promise": _("Kept a signed promise"),
        "goods": _("Delivered goods honest in weight and kind"),
        "dues": pgettext("linkages", "Paid dues on time"),
        "labour": _("Did the common work agreed on"),
        "overdue": pgettext("linkages", "Repayment overdue"),
        "promise_broken": _("Did not keep a signed promise"),
        "bad_goods": _("Delivered adulterated goods"),
        "dues_unpaid": pgettext("linkages", "Dues unpaid"),
        "judgement": _("Has not done what a court decided"),
    }.get(key, key)


def kind_with_points(kind: Kind) -> str:
    """A kind with what one of it moves."""
    return _("%(kind)s (%(points)+d points, for %(months)s months)") % {
        "kind": kind_name(kind.key),
        "points": kind.points,
        "months": kind.months,
    }


def grade_name(key: str) -> str:
    """A grade in words."""
    return {
        "A": _("A, a model of keeping one's word"),
        "B": pgettext("linkages", "B, keeps its word"),
        "C": _("C, mostly keeps its word"),
        "D": _("D, has something to put right"),
    }.get(key, key)


def grade_badge(key: str) -> Badge | str:
    """A grade as a badge; a dash without one."""
    tones: dict[str, Tone] = {"A": "pine", "B": "pine", "C": "indigo", "D": "ochre"}
    return Badge(grade_name(key), tones.get(key, "plain")) if key else "—"


def source_name(key: str) -> str:
    """Where a fact comes from."""
    return {
        "note": pgettext("linkages", "a signed note"),
        "ledger": pgettext("linkages", "the books"),
        "units": _("the unit's charter"),
        "welfare": _("the record of common work"),
        "industry": _("the record of deliveries"),
        "credit": _("the record of loans"),
    }.get(key, key)
