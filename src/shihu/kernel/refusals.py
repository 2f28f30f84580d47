"""A refusal: the named answer to a request that cannot be granted.

A refusal says what was wrong, where, and what to do. Its sentence is an English message id with named
values, so that the front that shows it can translate first and fill in afterwards.
"""

from collections.abc import Mapping
from typing import ClassVar


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark a sentence for translation where no translation machinery may be imported."""
    return sentence


class Refusal(Exception):
    """Base of every named refusal.

    Subclasses set ``code`` (stable, machine-readable) and ``sentence`` (message id with ``%(name)s``
    places); the values are given on raising. ``where`` names the field, sheet cell or record concerned.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = N_("This cannot be done.")
    status: ClassVar[int] = 422

    def __init__(self, where: str = "", **values: object) -> None:
        self.where = where
        self.values: Mapping[str, object] = values
        super().__init__(self.sentence % values if values else self.sentence)


class NotFound(Refusal):
    """The thing does not exist, or the actor may not know that it does."""

    code = "not_found"
    sentence = N_("Nothing was found here. It may have been moved, or it lies outside your area.")
    status = 404


class NotAllowed(Refusal):
    """The actor sees the thing but may not do this to it."""

    code = "not_allowed"
    sentence = N_("Your role does not allow this here.")
    status = 403
