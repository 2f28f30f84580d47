"""Reading points, limited to what the actor may see."""

from shihu.services.linkages.queries.points.accounts import (
    account,
    account_of_household,
    account_of_unit,
    accounts,
    entry,
    own_account,
)
from shihu.services.linkages.queries.points.balances import balance, cover
from shihu.services.linkages.queries.points.boards import board, period
from shihu.services.linkages.queries.points.books import (
    book_in_force,
    books_of,
    require_book,
    rule_book,
    rule_books,
)
from shihu.services.linkages.queries.points.claims import claim, claimable, may_review, review_queue, sampled
from shihu.services.linkages.queries.points.overview import (
    PointsPanel,
    household_points_panel,
    overview,
    points_due,
    unit_points_panel,
    villages_with_points,
)
from shihu.services.linkages.queries.points.samples import sample, samples, to_rescore
from shihu.services.linkages.queries.points.shop import prize, prizes, redemption, shop

__all__ = [
    "PointsPanel",
    "account",
    "account_of_household",
    "account_of_unit",
    "accounts",
    "balance",
    "board",
    "book_in_force",
    "books_of",
    "claim",
    "claimable",
    "cover",
    "entry",
    "household_points_panel",
    "may_review",
    "overview",
    "own_account",
    "period",
    "points_due",
    "prize",
    "prizes",
    "redemption",
    "require_book",
    "review_queue",
    "rule_book",
    "rule_books",
    "sample",
    "sampled",
    "samples",
    "shop",
    "to_rescore",
    "unit_points_panel",
    "villages_with_points",
]
