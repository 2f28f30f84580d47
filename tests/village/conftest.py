"""The cast, for its own tests; other folders get it from the conftest above."""

from tests.village.fixtures import cast

__all__ = ["cast"]
