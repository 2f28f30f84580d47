"""From the village meeting to the money in the household's hands."""

from tests.services.industry.awards.conftest import AFTER_NOTICE, HENS, PIGS, SHEEP, Stage

from shihu.base.ledger.queries import by_tags, check
from shihu.kernel.actors import SYSTEM
from shihu.services.industry import commands, queries


def test_budget_awarded_paid_and_left_are_read_from_the_postings(stage: Stage) -> None:
    on = AFTER_NOTICE.date()
    codes = stage.accepted((HENS, 40), (PIGS, 3), (SHEEP, 5))
    before = queries.award_fund(stage.fund, actor=stage.second, on=on).row.sums
    made = stage.approved()
    owed = queries.award_fund(stage.fund, actor=stage.second, on=on).row.sums
    payment = stage.prepared(made)
    commands.pay_awards(actor=stage.second, now=AFTER_NOTICE, key=payment)
    after = queries.award_fund(stage.fund, actor=stage.second, on=on).row.sums
    assert (before.budget, before.awarded, before.left, before.paid) == (500_000, 0, 500_000, 0)
    assert (owed.budget, owed.awarded, owed.left, owed.paid, owed.owed) == (500_000, 150_000, 350_000, 0, 150_000)
    assert (after.budget, after.awarded, after.left, after.paid, after.owed) == (500_000, 150_000, 350_000, 150_000, 0)
    detail = queries.award_round(made, actor=stage.second, on=on)
    assert [(line.code, line.amount, line.paid) for line in detail.lines] == [
        (codes[0], 40_000, 40_000),
        (codes[1], 60_000, 60_000),
        (codes[2], 50_000, 50_000),
    ]
    assert sum(by_tags([stage.book], "award:", actor=SYSTEM, on=on).values()) == 0
    assert check() == []
