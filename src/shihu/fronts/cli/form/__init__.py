"""``shihu form``: a roster file in, ten-household units out. No server, no database."""

from shihu.fronts.cli.form.command import form

__all__ = ["form"]
