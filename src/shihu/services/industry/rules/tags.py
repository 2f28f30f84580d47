"""The tags under which a season's money stands in the ledger: one account, several things told apart.

A household's 成员往来 (114) holds what it owes for inputs under :func:`advance_tag`, what it owes for sheds under
:func:`rental_tag`, and what its sold goods brought and it has not yet been paid under :func:`proceeds_tag`. Income and
costs of the season itself stand under :func:`season_tag`.
"""

from uuid import UUID


def season_tag(season: UUID) -> str:
    """Income and costs of a season."""
    return f"industry:{season.hex}"


def advance_tag(season: UUID) -> str:
    """Inputs supplied on credit and not yet repaid."""
    return f"industry:{season.hex}:advance"


def rental_tag(season: UUID) -> str:
    """Sheds let and not yet paid for."""
    return f"industry:{season.hex}:rental"


def proceeds_tag(season: UUID) -> str:
    """What sold goods brought their household, until it is paid out."""
    return f"industry:{season.hex}:proceeds"


def labour_tag(season: UUID) -> str:
    """Wages earned by the day and not yet paid."""
    return f"industry:{season.hex}:labour"


def dividend_tag(season: UUID) -> str:
    """Shares of the season's surplus, until they are paid out."""
    return f"industry:{season.hex}:dividend"


def fund_tag(season: UUID) -> str:
    """What members agreed to put by for a purpose of their own; it is nobody's income."""
    return f"industry:{season.hex}:fund"


def kind_of(tag: str) -> str:
    """Return what a tag of a season stands for: advance, rental, proceeds, labour, dividend, fund; empty for others."""
    head, _colon, kind = tag.rpartition(":")
    return kind if head.startswith("industry:") else ""
