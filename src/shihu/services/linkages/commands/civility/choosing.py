"""Choosing moral models: the panel, its votes, the notice, objections, the roll."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.base.registry.queries import person as person_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.commands.civility.nominations import locked_nomination, locked_round
from shihu.services.linkages.errors.civility import (
    AnsweredAlready,
    BadVotes,
    NobodyChosen,
    NomineeElsewhere,
    NothingToReview,
    NoticeOver,
    NoticeRuns,
    OpenObjections,
    OwnObjection,
    PanelIsKin,
    PanelIsNominee,
    PanelTooSmall,
    WordsNeeded,
    WrongModelStage,
)
from shihu.services.linkages.models import ModelNomination, ModelObjection, ModelPanelist, ModelRound
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.rules.civility import models as rules

_WORDS = 4


@transaction.atomic
def name_panel(*, actor: Actor, now: datetime, key: UUID, persons: Sequence[UUID]) -> None:
    """End nominations and name the panel: people of the village who are kin of nobody whom they judge."""
    found = _kept(actor, key)
    if found.stage != ModelRound.Stage.NOMINATING:
        raise WrongModelStage
    standing = {n.person_id: n.name for n in found.nominations.filter(state="consented")}
    if not standing:
        raise NothingToReview
    if len(set(persons)) < rules.PANEL:
        raise PanelTooSmall(where="panel", least=rules.PANEL)
    panel = []
    for one in dict.fromkeys(persons):
        person = person_of(one, actor=SYSTEM)
        if person.member.until is not None or not lies_in(person.hamlet, found.village_id):
            raise NomineeElsewhere(where="panel", name=person.member.name)
        if one in standing:
            raise PanelIsNominee(where="panel", name=person.member.name)
        kin = reach.nominee_akin(found.pk, one)
        if kin:
            raise PanelIsKin(where="panel", name=person.member.name, nominee=kin)
        panel.append(ModelPanelist(round=found, person_id=one, name=person.member.name))
    ModelPanelist.objects.bulk_create(panel)
    found.nominations.filter(state="nominated").update(state="declined")
    found.stage = ModelRound.Stage.REVIEW
    found.save(update_fields=["stage"])
    _record(actor, now, "name_model_panel", found, {"panel": [str(seat.person_id) for seat in panel]})


@transaction.atomic
def enter_review(*, actor: Actor, now: datetime, key: UUID, votes: Mapping[UUID, int]) -> int:
    """Enter how many of the panel said yes to each nominee, and hang the notice. Returns how many stand on it."""
    found = _kept(actor, key)
    if found.stage != ModelRound.Stage.REVIEW:
        raise WrongModelStage
    size = found.panel.count()
    standing = list(found.nominations.filter(state="consented"))
    for nomination in standing:
        yes = votes.get(nomination.pk, -1)
        if not 0 <= yes <= size:
            raise BadVotes(where=f"votes-{nomination.pk}", name=nomination.name, panel=size)
        nomination.yes, nomination.votes = yes, size
        nomination.state = "on_notice" if rules.goes_on(yes, size) else "not_chosen"
        nomination.decided_on = timezone.localdate(now)
    on_notice = sum(nomination.state == "on_notice" for nomination in standing)
    if not on_notice:
        raise NobodyChosen
    ModelNomination.objects.bulk_update(standing, ["yes", "votes", "state", "decided_on"])
    found.stage = ModelRound.Stage.NOTICE
    found.notice_from = timezone.localdate(now)
    found.notice_until = rules.notice_until(found.notice_from, found.notice_days)
    found.save()
    told = {"votes": {str(n.pk): n.yes for n in standing}, "notice_until": found.notice_until}
    _record(actor, now, "review_models", found, told)
    return on_notice


@transaction.atomic
def object_to_model(*, actor: Actor, now: datetime, nomination: UUID, words: str) -> UUID:
    """Object to somebody under notice: anybody whom the village concerns; the cadre for a letter without a phone."""
    found = locked_nomination(actor, nomination)
    today = timezone.localdate(now)
    _may_object(actor, found.round, now)
    if found.state != "on_notice" or found.round.stage != ModelRound.Stage.NOTICE:
        raise WrongModelStage
    if found.round.notice_until is None or today > found.round.notice_until:
        raise NoticeOver(day=found.round.notice_until.isoformat() if found.round.notice_until else "")
    if len(words.strip()) < _WORDS:
        raise WordsNeeded(where="words", least=_WORDS)
    made = ModelObjection.objects.create(
        nomination=found,
        words=words.strip()[:400],
        raised_by=actor.name,
        raised_by_key=actor.key,
        raised_at=now,
    )
    told = {"nomination": str(found.pk), "objection": str(made.pk), "words": made.words}
    _record(actor, now, "object_to_model", found.round, told)
    return made.pk


@transaction.atomic
def answer_model_objection(*, actor: Actor, now: datetime, objection: UUID, upholds: bool, answer: str) -> None:
    """Answer an objection with its reason; upheld, the person is struck from this round."""
    found = ModelObjection.objects.filter(pk=objection).first()
    if found is None:
        raise NotFound
    nomination = locked_nomination(actor, found.nomination_id)
    policies.KEEP_CIVILITY.require(actor, nomination.round.village_id, seen=True)
    found.refresh_from_db()
    if found.is_upheld is not None:
        raise AnsweredAlready
    if found.raised_by_key == actor.key or reach.is_account_of(nomination.person_id, actor=actor):
        raise OwnObjection
    if len(answer.strip()) < _WORDS:
        raise WordsNeeded(where="answer", least=_WORDS)
    found.is_upheld, found.answer = upholds, answer.strip()[:400]
    found.answered_by, found.answered_at = actor.name, now
    found.save()
    if upholds:
        nomination.state = ModelNomination.State.STRUCK
        nomination.decided_on = timezone.localdate(now)
        nomination.save()
    told = {"objection": str(found.pk), "is_upheld": upholds}
    _record(actor, now, "answer_model_objection", nomination.round, told, reason=found.answer)


@transaction.atomic
def close_round(*, actor: Actor, now: datetime, key: UUID) -> int:
    """Close a round after its notice: who still stands on it is chosen. Returns how many."""
    found = _kept(actor, key)
    if found.stage != ModelRound.Stage.NOTICE or found.notice_until is None:
        raise WrongModelStage
    today = timezone.localdate(now)
    if today <= found.notice_until:
        raise NoticeRuns(day=found.notice_until.isoformat())
    waiting = ModelObjection.objects.filter(
        nomination__round=found, nomination__state="on_notice", is_upheld=None
    ).count()
    if waiting:
        raise OpenObjections(count=waiting)
    chosen = found.nominations.filter(state="on_notice").update(state="chosen", decided_on=today)
    found.stage, found.closed_on = ModelRound.Stage.CLOSED, today
    found.save()
    _record(actor, now, "close_model_round", found, {"chosen": chosen})
    return chosen


def _kept(actor: Actor, key: UUID) -> ModelRound:
    found = locked_round(actor, key)
    policies.KEEP_CIVILITY.require(actor, found.village_id, seen=True)
    return found


def _may_object(actor: Actor, found: ModelRound, now: datetime) -> None:
    mine = own_household(actor=actor, on=timezone.localdate(now))
    is_neighbour = mine is not None and lies_in(mine.hamlet, found.village_id)
    if not is_neighbour and not policies.KEEP_CIVILITY.allows(actor, found.village_id):
        raise NotAllowed


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    found: ModelRound,
    new: Mapping[str, object],
    *,
    reason: str = "",
) -> None:
    change = Change(
        f"linkages.{action}", "model_round", str(found.pk), found.village_id, None, new, reason=reason[:200]
    )
    record(actor=actor, now=now, changes=[change])
