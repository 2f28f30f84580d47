"""A sheet of answers, read."""

from datetime import date

from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS, SEE_PRIVATE
from shihu.base.registry.queries.imports import hamlets_of, known_households
from shihu.base.registry.types.answers import AnswerSheet
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level


def answers_in(content: bytes, name: str, *, place: str, actor: Actor, today: date) -> AnswerSheet:
    """Read a sheet of answers of the households of ``place``; raises where the file is no such sheet at all.

    Refusals are taken from who may read them. Partners are looked for in the whole village.
    """
    # The readers of rosters work on compiled columns: loaded when a file comes, not when a web worker starts.
    from shihu.base.registry.adapters.answer_sheet import read_answers

    KEEP_HOUSEHOLDS.require(actor, place, seen=SEE_HOUSEHOLDS.allows(actor, place))
    village = place[: Level.VILLAGE]
    codes, _names = known_households(place)
    _codes, names = known_households(village)
    return read_answers(
        content,
        name,
        hamlets=hamlets_of(village, actor=actor),
        terms=all_terms(),
        today=today,
        known_codes=codes,
        known_names=names,
        takes_refusals=SEE_PRIVATE.allows(actor, place),
    )


def may_read_refusals(place: str, *, actor: Actor) -> bool:
    """Tell whether the actor may read and put down refusals there."""
    return SEE_PRIVATE.allows(actor, place)
