"""A village of two hamlets with a unit in force, and those who act in it."""

from tests.services.units.conftest import auditor, cadre, colleague, english, member, officer, signed_in, village

__all__ = ["auditor", "cadre", "colleague", "english", "member", "officer", "signed_in", "village"]
