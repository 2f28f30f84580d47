"""What the command line says when it forms units from a file."""

from django.utils.translation import gettext

from shihu.kernel.refusals import N_

_SENTENCES = {
    "reading": N_("Reading the roster"),
    "forming": N_("Forming units"),
    "doubts": N_("%(count)s doubtful cells; none keeps the units from being formed."),
    "more": N_("… and %(count)s more."),
    "faults_in": N_("All faults stand in %(path)s. Nothing was formed."),
    "written": N_("Written: %(path)s"),
    "nobody": N_("No household of the roster is willing to join a unit."),
}


def say(key: str, **values: object) -> str:
    """Return one sentence in the reader's language, filled in."""
    return str(gettext(_SENTENCES[key]) % values)
