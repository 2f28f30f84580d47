"""Faults, fields and states in words."""

from django.utils.translation import gettext as _

from shihu.base.registry.rules.headings import FIELDS
from shihu.base.registry.rules.roster.sentences import SENTENCES
from shihu.base.registry.types.imports import Answer, Fault, PairKind
from shihu.kernel.presentation import Tone
from shihu.kernel.refusals import N_

STATES: dict[str, tuple[str, Tone]] = {
    "mapping": (N_("Choose columns"), "ochre"),
    "checking": (N_("Being checked"), "ochre"),
    "checked": (N_("Checked, not loaded"), "ochre"),
    "committing": (N_("Being loaded"), "ochre"),
    "committed": (N_("Loaded"), "pine"),
    "undoing": (N_("Being undone"), "ochre"),
    "undone": (N_("Undone"), "plain"),
    "refused": (N_("Refused"), "seal"),
}
KINDS: dict[PairKind, str] = {
    PairKind.SAME_ID: N_("Same ID number"),
    PairKind.NAME_PHONE: N_("Same name and phone"),
    PairKind.NAME_NEAR: N_("Names that sound alike, born within a year, same hamlet"),
}
ANSWERS: dict[Answer, str] = {
    Answer.SAME: N_("The same person"),
    Answer.DIFFERENT: N_("Two people"),
    Answer.SKIP: N_("Leave this household out"),
}


def wrong(fault: Fault) -> str:
    """What is wrong."""
    return str(_(SENTENCES[fault.code].wrong)) % fault.values


def remedy(fault: Fault) -> str:
    """What to do."""
    return str(_(SENTENCES[fault.code].remedy)) % fault.values


def sentence_of(fault: Fault) -> str:
    """What is wrong and what to do."""
    return f"{wrong(fault)} {remedy(fault)}"


def short(code: str) -> str:
    """The name under which faults of one kind are counted."""
    return str(_(SENTENCES[code].short))


def field_choices() -> list[tuple[str, str]]:
    """Every field that a column may hold."""
    return [(key, _(field.label)) for key, field in FIELDS.items()]
