"""The subject of a form: signed, so that a file can be attached only to what a page of ours has named."""

from dataclasses import asdict

from django.core import signing

from shihu.base.evidence.errors import BadSubject
from shihu.base.evidence.types import Subject

_SALT = "shihu.evidence.subject"
# A form that was opened in the morning is still good in the evening.
_SECONDS = 12 * 3600


def signed(subject: Subject) -> str:
    """Return the subject as a piece of an address."""
    return signing.dumps(asdict(subject), salt=_SALT)


def unsigned(given: str) -> Subject:
    """Return the subject; refuse what is not ours or out of date."""
    try:
        return Subject(**signing.loads(given, salt=_SALT, max_age=_SECONDS))
    except (signing.BadSignature, TypeError) as bad:
        raise BadSubject from bad
