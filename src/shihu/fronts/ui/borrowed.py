"""Sentences that come from the libraries and that their own Chinese catalogues lack: ours fills the gap."""

from django.utils.translation import ngettext_lazy

SENTENCES = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
