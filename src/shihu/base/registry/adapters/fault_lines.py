"""A fault of a roster in the reader's language."""

from collections import defaultdict

from django.utils.translation import gettext

from shihu.base.registry.rules.roster.sentences import SENTENCES
from shihu.base.registry.types.imports import Fault


def fault_line(fault: Fault) -> tuple[str, str]:
    """Return what is wrong and what to do, filled in."""
    sentence = SENTENCES.get(fault.code)
    if sentence is None:
        return fault.code, ""
    # A value that the check did not give stays empty rather than hiding the fault.
    values = defaultdict(str, fault.values)
    return str(gettext(sentence.wrong) % values), str(gettext(sentence.remedy) % values).strip()
