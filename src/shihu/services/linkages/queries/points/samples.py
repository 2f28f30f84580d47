"""Samples: the published number, the draw, the blind second look beside the first."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor, Role
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models.points import PointClaim, PointSample, PointSampleClaim
from shihu.services.linkages.queries.points import standing
from shihu.services.linkages.queries.points.claims import claim_rows
from shihu.services.linkages.rules.points import samples as rules
from shihu.services.linkages.types.points import (
    ClaimRow,
    ReviewerLine,
    ReviewRow,
    ReviewStage,
    Sample,
    SampledClaim,
)


def samples(place: str, *, actor: Actor) -> list[Sample]:
    """Return a village's samples, newest first. Number and seed are public; the claims are for those at work."""
    village = standing.village_of(place)
    _require(village, actor)
    return [_sample(found, (), actor) for found in PointSample.objects.filter(village=village)]


def sample(key: UUID | str, *, actor: Actor) -> Sample:
    """Return a sample with its claims. The first score of a claim shows once its second one is in."""
    found = PointSample.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    _require(found.village_id, actor)
    drawn = list(found.claims.values_list("claim_id", "order"))
    rows = {row.key: row for row in claim_rows(PointClaim.objects.filter(pk__in=[k for k, _ in drawn]), actor=actor)}
    seed = rules.seed(found.month, found.village_id, found.number)
    claims = tuple(_claim(rows[claim], order, rules.mark(seed, claim)) for claim, order in drawn)
    return _sample(found, claims, actor)


def to_rescore(*, actor: Actor) -> list[ClaimRow]:
    """Return the drawn claims of the actor's places that still want a blind look and that the actor may take."""
    places = within("sample__village_id", policies.REVIEW_POINTS.scopes(actor))
    for scope in actor.scopes({Role.HEAD}):
        places |= Q(sample__village_id=scope[: Level.VILLAGE])
    waits = PointSampleClaim.objects.filter(places).exclude(claim__reviews__stage=ReviewStage.SAMPLE.value)
    found = PointClaim.objects.filter(pk__in=waits.values("claim"))
    return [row for row in claim_rows(found, actor=actor) if not row.conflict]


def _require(village: str, actor: Actor) -> None:
    heads = any(lies_in(scope, village) for scope in actor.scopes({Role.HEAD}))
    if not heads and not policies.SEE_POINTS.allows(actor, village):
        raise NotFound


def _sample(found: PointSample, claims: tuple[SampledClaim, ...], actor: Actor) -> Sample:
    seed = rules.seed(found.month, found.village_id, found.number)
    return Sample(
        key=found.pk,
        village=found.village_id,
        month=found.month,
        number=found.number,
        number_source=found.number_source,
        published_on=found.published_on,
        published_by=found.published_by,
        seed=seed,
        digest=rules.digest(seed),
        drawn_on=found.drawn_on,
        decided=found.decided,
        claims=claims,
        reviewers=tuple(_reviewers(claims)),
        may_draw=found.drawn_on is None and policies.RUN_SAMPLES.allows(actor, found.village_id),
    )


def _claim(row: ClaimRow, order: int, digest: str) -> SampledClaim:
    second = _look(row, ReviewStage.SAMPLE)
    return SampledClaim(row, order, digest, _look(row, ReviewStage.FIRST) if second else None, second)


def _look(row: ClaimRow, stage: ReviewStage) -> ReviewRow | None:
    return next((review for review in row.reviews if review.stage is stage), None)


def _reviewers(claims: Iterable[SampledClaim]) -> list[ReviewerLine]:
    """What the second look says of each first reviewer, the largest difference first."""
    told: dict[str, list[int | None]] = defaultdict(list)
    for drawn in claims:
        first = _look(drawn.claim, ReviewStage.FIRST)
        told[first.by if first else ""].append(drawn.difference)
    lines = [
        ReviewerLine(
            name=name,
            claims=len(differences),
            rescored=sum(1 for d in differences if d is not None),
            more=sum(1 for d in differences if d is not None and d > 0),
            fewer=sum(1 for d in differences if d is not None and d < 0),
            difference=sum(d for d in differences if d is not None),
        )
        for name, differences in told.items()
    ]
    return sorted(lines, key=lambda line: (-abs(line.difference), line.name))
