"""Books and what is written into them."""

from shihu.base.ledger.models.books import Account, ApprovalRule, Closing, Entity, Purpose
from shihu.base.ledger.models.entries import Entry, Line, Proposal

__all__ = ["Account", "ApprovalRule", "Closing", "Entity", "Entry", "Line", "Proposal", "Purpose"]
