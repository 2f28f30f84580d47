"""From a name as people write it to the one person of a village who is meant."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from shihu.base.registry.queries import named_households, people_of
from shihu.kernel.actors import SYSTEM
from shihu.services.linkages.errors.civility import NobodyOfThatName, SeveralOfThatName


def villagers_named(texts: Sequence[str], *, village: str, on: date, where: str) -> list[UUID]:
    """Return who is meant by each text: a name, or a name and the code of the household. Three queries for any number.

    Everybody in a village knows who lives in it: no role is asked for.
    """
    homes = named_households(actor=SYSTEM, place=village)
    people = people_of([home.key for home in homes], actor=SYSTEM, on=on)
    found = []
    for text in texts:
        name, _, code = " ".join(text.split()).partition(" ")
        meant = [one for one in people if one.name == name and (not code or one.code == code)]
        if not meant:
            raise NobodyOfThatName(where=where, given=text.strip())
        if len(meant) > 1:
            codes = ", ".join(f"{name} {one.code}" for one in meant[:5])
            raise SeveralOfThatName(where=where, given=name, codes=codes)
        found.append(meant[0].person)
    return found
