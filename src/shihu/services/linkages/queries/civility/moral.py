"""Reading moral models: rounds, nominations, the honour roll and its figures."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.vocabularies.queries import terms
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import ModelNomination, ModelObjection, ModelRound, VillageRules
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.types.civility import (
    ModelFigures,
    NominationDetail,
    NominationRow,
    ObjectionRow,
    RoundDetail,
    RoundRow,
)

DEFINITIONS = {
    "linkages.moral_models.persons": N_(
        "Persons chosen in a closed round: consented to stand, got the votes of more than half of the panel, hung out "
        "under public notice, and no objection against them was upheld. Somebody chosen in two years counts once."
    ),
    "linkages.moral_models.natural_villages": N_(
        "Natural villages in which those persons lived when they were nominated."
    ),
}


def moral_models(place: str, *, actor: Actor, on: date) -> ModelFigures:
    """Return the chosen moral models of a place up to the day, in figures (DEFINITIONS)."""
    if not policies.SEE_CIVILITY.allows(actor, place) and not reach.concerns(place, actor=actor):
        raise NotFound
    found = ModelNomination.objects.filter(
        within("round__village_id", [place]), state="chosen", round__closed_on__lte=on
    ).aggregate(persons=Count("person", distinct=True), hamlets=Count("hamlet", distinct=True))
    return ModelFigures(found["persons"], found["hamlets"])


def model_rounds(place: str, *, actor: Actor) -> list[RoundRow]:
    """Return the rounds of a place, newest first. One query."""
    if not policies.SEE_CIVILITY.allows(actor, place):
        reach.require(place, actor=actor)
    return [_round(found) for found in _counted(ModelRound.objects.filter(within("village_id", [place])))]


def model_round(key: UUID, *, actor: Actor) -> RoundDetail:
    """Return a round. Who lives in the village reads who hangs out and who was chosen, and their own nomination."""
    found = _counted(ModelRound.objects.filter(pk=key)).first()
    if found is None:
        raise NotFound
    reach.require(found.village_id, actor=actor)
    sees = policies.SEE_CIVILITY.allows(actor, found.village_id)
    keeps = policies.KEEP_CIVILITY.allows(actor, found.village_id)
    rows = _nominations(ModelNomination.objects.filter(round=found))
    if not sees:
        rows = [
            row for row in rows if row.state in {"on_notice", "chosen"} or reach.is_account_of(row.person, actor=actor)
        ]
    is_open = found.stage == ModelRound.Stage.NOMINATING
    return RoundDetail(
        row=_round(found),
        notice_days=found.notice_days,
        panel=tuple(found.panel.values_list("name", flat=True)) if found.stage != "nominating" else (),
        nominations=tuple(rows),
        may_keep=keeps,
        may_nominate=is_open and (keeps or reach.lives_in_village(found.village_id, actor=actor)),
    )


def nomination(key: UUID, *, actor: Actor) -> NominationDetail:
    """Return one nomination with its objections; NotFound for those who may not know of it."""
    rows = _nominations(ModelNomination.objects.filter(pk=key))
    if not rows:
        raise NotFound
    row = rows[0]
    reach.require(row.village, actor=actor)
    found = ModelNomination.objects.select_related("round").get(pk=key)
    is_mine = reach.is_account_of(row.person, actor=actor)
    sees = policies.SEE_CIVILITY.allows(actor, row.village)
    if not sees and not is_mine and row.state not in {"on_notice", "chosen"}:
        raise NotFound
    keeps = policies.KEEP_CIVILITY.allows(actor, row.village)
    objections = [
        ObjectionRow(
            key=one.pk,
            words=one.words,
            # Who objects is known to those who answer, and to nobody else in the village.
            raised_by=one.raised_by if sees or one.raised_by_key == actor.key else "",
            raised_at=one.raised_at,
            is_upheld=one.is_upheld,
            answer=one.answer,
            answered_by=one.answered_by,
            is_own=one.raised_by_key == actor.key,
        )
        for one in found.objections.all()
        if sees or one.raised_by_key == actor.key or is_mine
    ]
    hangs = found.round.stage == ModelRound.Stage.NOTICE and row.state == "on_notice"
    return NominationDetail(
        row=row,
        stage=found.round.stage,  # type: ignore[arg-type]  # the column holds one of the stages
        notice_until=found.round.notice_until,
        objections=tuple(objections),
        is_mine=is_mine,
        may_keep=keeps,
        may_object=hangs and not is_mine and (keeps or reach.lives_in_village(row.village, actor=actor)),
    )


def objection_place(key: UUID, *, actor: Actor) -> UUID:
    """Return the nomination of an objection that the actor may see."""
    found = ModelObjection.objects.filter(pk=key).values_list("nomination_id", flat=True).first()
    if found is None:
        raise NotFound
    return nomination(found, actor=actor).row.key


def honour_roll(place: str, *, actor: Actor, year: int | None = None) -> list[NominationRow]:
    """Return the chosen moral models of a place, newest round first. Everybody whom the village concerns reads it."""
    if not policies.SEE_CIVILITY.allows(actor, place):
        reach.require(place, actor=actor)
    found = ModelNomination.objects.filter(within("round__village_id", [place]), state="chosen")
    if year is not None:
        found = found.filter(round__year=year)
    return _nominations(found.order_by("-round__year", "hamlet", "id"))


def own_nomination(*, actor: Actor) -> list[NominationRow]:
    """Return the nominations that wait for the actor's own word."""
    if not actor.is_known:
        return []
    return _nominations(
        ModelNomination.objects.filter(person__account=actor.key, state="nominated", round__stage="nominating")
    )


def _counted(found: QuerySet[ModelRound]) -> QuerySet[ModelRound]:
    return found.annotate(
        nominated=Count("nominations"), chosen=Count("nominations", filter=Q(nominations__state="chosen"))
    )


def _round(found: ModelRound) -> RoundRow:
    return RoundRow(
        key=found.pk,
        village=found.village_id,
        year=found.year,
        title=found.title,
        stage=found.stage,  # type: ignore[arg-type]  # the column holds one of the stages
        opened_on=found.opened_on,
        nominate_until=found.nominate_until,
        notice_from=found.notice_from,
        notice_until=found.notice_until,
        closed_on=found.closed_on,
        nominated=found.nominated,  # type: ignore[attr-defined]  # annotated by _counted
        chosen=found.chosen,  # type: ignore[attr-defined]  # annotated by _counted
    )


def _nominations(found: QuerySet[ModelNomination]) -> list[NominationRow]:
    listed: Iterable[ModelNomination] = found.select_related("round", "household", "unit").annotate(
        waiting=Count("objections", filter=Q(objections__is_upheld=None))
    )
    return [
        NominationRow(
            key=one.pk,
            round=one.round_id,
            village=one.round.village_id,
            year=one.round.year,
            term=one.term_id,
            person=one.person_id,
            name=one.name,
            hamlet=one.hamlet_id,
            household=one.household.code,
            deed=one.deed,
            state=one.state,
            unit=one.unit.name if one.unit else "",
            nominated_by=one.nominated_by,
            nominated_at=one.nominated_at,
            consented_on=one.consented_on,
            consent_how=one.consent_how,
            yes=one.yes,
            votes=one.votes,
            decided_on=one.decided_on,
            open_objections=one.waiting,  # type: ignore[attr-defined]  # annotated above
        )
        for one in listed
    ]


def civility_by_village(villages: Sequence[str], *, on: date) -> list[tuple[str, ModelFigures, int]]:
    """Return models and the version of the rules in force of each village. Two queries: for who sees the township."""
    chosen = (
        ModelNomination.objects.filter(round__village__in=villages, state="chosen", round__closed_on__lte=on)
        .order_by()
        .values_list("round__village_id")
        .annotate(persons=Count("person", distinct=True), hamlets=Count("hamlet", distinct=True))
    )
    figures = {village: ModelFigures(persons, hamlets) for village, persons, hamlets in chosen}
    versions = dict(
        VillageRules.objects.filter(village__in=villages, state="filed", in_force_from__lte=on)
        .order_by()
        .values_list("village_id")
        .annotate(newest=Max("version"))
    )
    return [(village, figures.get(village, ModelFigures(0, 0)), versions.get(village, 0)) for village in villages]


def categories_on(on: date) -> list[str]:
    """Return for what moral models are chosen on the day: keys of terms, in order."""
    return [row.key for row in terms("moral_model", on=on)]


def village_of(place: str) -> str:
    """Return the village in which a place lies; NotFound above one."""
    if len(place) < Level.VILLAGE:
        raise NotFound
    return place[: Level.VILLAGE]
