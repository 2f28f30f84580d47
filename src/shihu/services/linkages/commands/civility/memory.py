"""Writing what families and the village hand down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import household as household_of
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.civility import NotForTheHousehold, SourceNeeded, WordsNeeded
from shihu.services.linkages.models import FamilyPrecept, HistoryEntry
from shihu.services.linkages.queries.civility import reach


@transaction.atomic
def write_precept(
    *, actor: Actor, now: datetime, household: str, words: str, story: str = "", is_shown: bool = False
) -> None:
    """Write a household's own precept, or take it back with empty words. Others read it only while ``is_shown``.

    An adult of the household writes it; the cadre writes it down for a household that tells it.
    """
    today = timezone.localdate(now)
    home = household_of(household, actor=SYSTEM, on=today)
    mine = own_household(actor=actor, on=today)
    is_own = mine is not None and mine.code == home.code
    if not is_own and not policies.KEEP_CIVILITY.allows(actor, home.hamlet):
        raise NotAllowed if policies.SEE_CIVILITY.allows(actor, home.hamlet) else NotFound
    if mine is not None and is_own and not mine.is_adult:
        raise NotForTheHousehold
    before = FamilyPrecept.objects.select_for_update().filter(household_id=home.key, until=None).first()
    if before is not None:
        before.until = now
        before.save(update_fields=["until"])
    words = " ".join(words.split())[:200]
    if words:
        FamilyPrecept.objects.create(
            household_id=home.key,
            words=words,
            story=" ".join(story.split())[:400],
            is_shown=is_shown,
            written_by=actor.name,
            written_at=now,
        )
    old = {"words": before.words, "is_shown": before.is_shown} if before else None
    told = {"words": words, "is_shown": is_shown}
    change = Change("linkages.write_precept", "household", home.code, home.hamlet, old, told)
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def keep_history_entry(
    *, actor: Actor, now: datetime, village: str, year: int, when: str, title: str, words: str, source: str
) -> UUID:
    """Add a dated entry to a village's history, with its source."""
    policies.KEEP_CIVILITY.require(actor, village, seen=reach.concerns(village, actor=actor))
    if len(village) != Level.VILLAGE:
        raise NotFound
    if not title.strip() or len(words.strip()) < 4:
        raise WordsNeeded(where="words", least=4)
    if not source.strip():
        raise SourceNeeded(where="source")
    made = HistoryEntry.objects.create(
        village_id=village,
        year=year,
        when=when.strip()[:40] or str(year),
        title=title.strip()[:60],
        words=words.strip()[:1000],
        source=source.strip()[:120],
        kept_by=actor.name,
        kept_at=now,
    )
    told = {"year": year, "title": made.title, "words": made.words, "source": made.source}
    _record(actor, now, "keep_history", made, told)
    return made.pk


@transaction.atomic
def take_history_off(*, actor: Actor, now: datetime, entry: UUID, why: str) -> None:
    """Take an entry off the village's history, with the reason; it is kept."""
    found = HistoryEntry.objects.select_for_update().filter(pk=entry, taken_off_at=None).first()
    if found is None or not reach.concerns(found.village_id, actor=actor):
        raise NotFound
    policies.KEEP_CIVILITY.require(actor, found.village_id, seen=True)
    if len(why.strip()) < 2:
        raise WordsNeeded(where="why", least=2)
    found.taken_off_at, found.taken_off_why = now, why.strip()[:200]
    found.save()
    _record(actor, now, "take_history_off", found, None, old={"title": found.title}, reason=found.taken_off_why)


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    found: HistoryEntry,
    new: dict[str, object] | None,
    *,
    old: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    change = Change(f"linkages.{action}", "village_history", str(found.pk), found.village_id, old, new, reason=reason)
    record(actor=actor, now=now, changes=[change])
