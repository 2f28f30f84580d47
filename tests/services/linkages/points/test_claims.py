"""Claims: made in one tap, decided by somebody else, appealed once, never to the household's harm."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.services.linkages.points.conftest import NEIGHBOUR, Stage, adopt, related

from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import Actor, Grant, Role
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.errors import points as errors
from shihu.services.linkages.models.points import PointClaim, PointEntry, PointReview
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import ClaimState, PointVerdict


def stage_owner(claim: UUID) -> Actor:
    """Whoever made the claim."""
    return Actor(PointClaim.objects.get(pk=claim).claimed_by, "户主")


ACCEPT, CHANGE, REFUSE = PointVerdict.ACCEPT, PointVerdict.CHANGE, PointVerdict.REFUSE


def test_the_same_key_twice_is_one_claim_and_another_body_under_it_is_refused(stage: Stage) -> None:
    actor, key = stage.member(stage.homes[3]), uuid4()
    first = stage.claim(actor, key=key)
    assert stage.claim(actor, key=key) == first
    with pytest.raises(errors.ClaimKeyUsed):
        stage.claim(actor, key=key, times=2)
    assert PointClaim.objects.count() == 1
    assert not PointEntry.objects.exists()


def test_an_accepted_claim_becomes_one_entry_that_names_rule_version_claimant_and_reviewer(stage: Stage) -> None:
    actor = stage.member(stage.homes[3])
    claim = stage.claim(actor, "labour", times=2)
    assert commands.review_claim(actor=stage.cadre, now=stage.now, claim=claim, verdict=ACCEPT).points == 20
    row = queries.own_account(actor=actor, on=stage.now.date()).entries[0]
    assert (row.points, row.after, row.times, row.each, row.version) == (20, 20, 2, 10, 1)
    assert (row.claimed_by, row.reviewed_by) == (stage.homes[3].householder.name, "李支书")
    assert row.expires_on is not None
    assert row.expires_on.isoformat() == "2020-08-31"
    with pytest.raises(errors.NotWaiting):
        commands.review_claim(actor=stage.officer, now=stage.now, claim=claim, verdict=ACCEPT)


def test_nobody_reviews_their_own_household_their_kin_or_twice(stage: Stage, head: Actor, second: Actor) -> None:
    own = stage.claim(head)
    mate = stage.member(stage.homes[1])
    kin = stage.claim(mate)
    related(stage.homes[1], stage.homes[0])
    for claim in (own, kin):
        before = AuditEntry.objects.count()
        with pytest.raises(errors.OwnMatter):
            commands.review_claim(actor=head, now=stage.now, claim=claim, verdict=ACCEPT)
        assert AuditEntry.objects.count() == before
    plain = stage.claim(stage.member(stage.homes[2]))
    assert (
        commands.review_claim(actor=head, now=stage.now, claim=plain, verdict=REFUSE, reason="院里还堆着柴草").points
        == 0
    )
    commands.appeal_claim(
        actor=Actor(PointClaim.objects.get(pk=plain).claimed_by, "户主"),
        now=stage.now,
        claim=plain,
        words="当天下午清走了",
    )
    with pytest.raises(errors.SeenBefore):
        commands.review_claim(actor=head, now=stage.now, claim=plain, verdict=ACCEPT)
    assert commands.review_claim(actor=second, now=stage.now, claim=plain, verdict=ACCEPT).points == 5
    assert PointReview.objects.filter(claim=plain).count() == 2


def test_a_cadre_who_is_the_claimant_does_not_review_it(stage: Stage) -> None:
    actor = stage.member(stage.homes[5])
    both = Actor(actor.key, actor.name, (Grant(Role.CADRE, stage.homes[5].hamlet_id[:12]),))
    claim = stage.claim(both)
    with pytest.raises(errors.OwnMatter):
        commands.review_claim(actor=both, now=stage.now, claim=claim, verdict=ACCEPT)


def test_a_head_reviews_the_own_unit_only(stage: Stage, head: Actor) -> None:
    mine, theirs = stage.claim(stage.member(stage.homes[4])), stage.claim(stage.member(stage.homes[8]))
    assert [row.key for row in queries.review_queue(stage.homes[0].hamlet_id, actor=head)] == [mine]
    assert commands.review_claim(actor=head, now=stage.now, claim=mine, verdict=ACCEPT).points == 5
    with pytest.raises(NotFound):
        commands.review_claim(actor=head, now=stage.now, claim=theirs, verdict=ACCEPT)


def test_strangers_and_auditors_decide_nothing(stage: Stage, colleague: Actor, auditor: Actor) -> None:
    claim = stage.claim(stage.member(stage.homes[4]))
    with pytest.raises(NotFound):
        commands.review_claim(actor=colleague, now=stage.now, claim=claim, verdict=ACCEPT)
    with pytest.raises(NotAllowed):
        commands.review_claim(actor=auditor, now=stage.now, claim=claim, verdict=ACCEPT)
    with pytest.raises(NotFound):
        queries.claim(claim, actor=colleague, on=stage.now.date())
    assert queries.claim(claim, actor=auditor, on=stage.now.date()).asked == 5


def test_less_than_claimed_needs_a_reason_and_may_be_appealed_once_within_its_days(stage: Stage) -> None:
    actor = stage.member(stage.homes[3])
    claim = stage.claim(actor, "labour", times=3)

    def decide(**more: object) -> int:
        return commands.review_claim(actor=stage.cadre, now=stage.now, claim=claim, verdict=CHANGE, **more).points  # type: ignore[arg-type]

    with pytest.raises(errors.NoReason):
        decide(points=20)
    for wrong in (None, 0, 30, 31):
        with pytest.raises(errors.BadPoints):
            decide(points=wrong, reason="只到了两个半天")
    assert decide(points=20, reason="只到了两个半天") == 20
    with pytest.raises(errors.NoReason):
        commands.appeal_claim(actor=actor, now=stage.now, claim=claim, words=" ")
    late = stage.now + timedelta(days=8)
    with pytest.raises(errors.NotAppealable):
        commands.appeal_claim(actor=actor, now=late, claim=claim, words="三个半天都在")
    commands.appeal_claim(actor=actor, now=stage.now + timedelta(days=7), claim=claim, words="三个半天都在")
    with pytest.raises(errors.NotAppealable):
        commands.appeal_claim(actor=actor, now=stage.now, claim=claim, words="再问一次")
    assert stage.balance(stage.homes[3]) == 20


def test_an_appeal_that_is_refused_leaves_what_was_given(stage: Stage) -> None:
    actor = stage.member(stage.homes[3])
    claim = stage.claim(actor, "labour", times=3)
    commands.review_claim(actor=stage.cadre, now=stage.now, claim=claim, verdict=CHANGE, points=20, reason="两个半天")
    commands.appeal_claim(actor=actor, now=stage.now, claim=claim, words="三个")
    with pytest.raises(errors.BadPoints):
        commands.review_claim(actor=stage.officer, now=stage.now, claim=claim, verdict=CHANGE, points=10, reason="更少")
    told = commands.review_claim(actor=stage.officer, now=stage.now, claim=claim, verdict=REFUSE, reason="签到表两次")
    assert told.points == 20
    assert stage.balance(stage.homes[3]) == 20
    assert PointClaim.objects.get(pk=claim).state == ClaimState.FINAL
    assert PointEntry.objects.filter(claim=claim).count() == 1


def test_an_appeal_that_carries_takes_the_first_entry_back_and_writes_the_whole(stage: Stage) -> None:
    actor = stage.member(stage.homes[3])
    claim = stage.claim(actor, "labour", times=3)
    commands.review_claim(actor=stage.cadre, now=stage.now, claim=claim, verdict=CHANGE, points=20, reason="两个半天")
    commands.appeal_claim(actor=actor, now=stage.now, claim=claim, words="三个")
    commands.review_claim(actor=stage.officer, now=stage.now, claim=claim, verdict=ACCEPT)
    points = list(PointEntry.objects.filter(account__household=stage.homes[3]).values_list("points", flat=True))
    assert points == [20, -20, 30]


def test_a_months_limit_counts_what_waits_and_what_was_given_but_not_what_was_refused(stage: Stage) -> None:
    actor = stage.member(stage.homes[3])
    refused = stage.claim(actor, times=2)
    commands.review_claim(actor=stage.cadre, now=stage.now, claim=refused, verdict=REFUSE, reason="没看到")
    stage.claim(actor, times=3)
    with pytest.raises(errors.LimitReached) as told:
        stage.claim(actor, times=2)
    assert (told.value.values["limit"], told.value.values["used"]) == (4, 3)
    stage.claim(actor)
    july = stage.now.date().replace(month=7, day=20)
    stage.claim(actor, times=4, day=july)


def test_what_may_not_be_claimed_is_refused(stage: Stage, officer: Actor) -> None:
    actor = stage.member(stage.homes[3])
    for code in ("model", "lane", "litter"):
        with pytest.raises(errors.NotClaimed):
            stage.claim(actor, code)
    for day in (stage.now.date() + timedelta(days=1), stage.now.date() - timedelta(days=32)):
        with pytest.raises(errors.BadClaimDay):
            stage.claim(actor, day=day)
    with pytest.raises(errors.BadTimes):
        stage.claim(actor, times=0)
    adopt(officer, stage.now, NEIGHBOUR)
    other = queries.books_of(NEIGHBOUR)[0].items[0].key
    with pytest.raises(errors.UnknownItem):
        stage.claim(actor, item=other)
    with pytest.raises(errors.NoHousehold):
        stage.claim(stage.cadre)
    assert not PointClaim.objects.exists()


def test_a_household_sees_its_own_account_and_no_other(stage: Stage, head: Actor, auditor: Actor) -> None:
    stage.award(stage.homes[3])
    stage.award(stage.homes[8])
    own, other = stage.account(stage.homes[3]).pk, stage.account(stage.homes[8]).pk
    on = stage.now.date()
    actor = stage.member(stage.homes[3])
    assert queries.account(own, actor=actor, on=on).is_own
    with pytest.raises(NotFound):
        queries.account(other, actor=actor, on=on)
    assert [row.code for row in queries.accounts(stage.homes[0].hamlet_id, actor=head, on=on)] == [stage.homes[3].code]
    with pytest.raises(NotFound):
        queries.account(other, actor=head, on=on)
    assert len(queries.accounts(stage.homes[0].hamlet_id, actor=auditor, on=on)) == 2
