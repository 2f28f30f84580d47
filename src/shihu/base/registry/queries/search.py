"""Finding people by what somebody remembers of them."""

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Value, When

from shihu.base.audit.queries import within
from shihu.base.places.queries import search as search_places
from shihu.base.registry.models import Membership
from shihu.base.registry.policies import SEE_HOUSEHOLDS
from shihu.base.registry.rules.people import id_index, id_tail_index, plain_text, typed
from shihu.base.registry.rules.relations import HOUSEHOLDER
from shihu.base.registry.types.search import Matched, SearchHit
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level

# How good each ground is, best first; within a rank householders come before members.
_RANKS = (
    Matched.CODE,
    Matched.ID,
    Matched.NAME,
    Matched.ID_TAIL,
    Matched.PHONE,
    Matched.PINYIN,
    Matched.INITIALS,
    Matched.HAMLET,
)
_STEP = 10


def search(text: str, *, actor: Actor, limit: int = 20) -> list[SearchHit]:
    """Return the people that fit every word of ``text``, best first, within the actor's scopes.

    A word is a name or part of one, pinyin, initials, a whole ID number or its last four, the end of a
    phone number, a household code, or a hamlet or village. Two queries for each word at most, one for all people.
    """
    words = plain_text(text).split()[:4]
    if len(words) > 1 and all(word.isascii() and word.isalpha() for word in words):
        # Pinyin is often typed with gaps: "zhang san" is first of all 张三.
        return _found(["".join(words)], actor, limit) or _found(words, actor, limit)
    return _found(words, actor, limit)


def _found(words: list[str], actor: Actor, limit: int) -> list[SearchHit]:
    scopes = SEE_HOUSEHOLDS.scopes(actor)
    if not words or not scopes:
        return []
    people = Membership.objects.filter(within("household__hamlet_id", scopes), until=None, household__until=None)
    whens: list[When] = []
    for number, word in enumerate(words):
        grounds = _grounds(word, actor, is_only=len(words) == 1)
        fits = Q(pk__in=())
        for _, ground in grounds:
            fits |= ground
        people = people.filter(fits)
        # Several words: a person's own word ranks the hit, the hamlet only narrows it.
        whens += [
            When(ground, then=Value(_RANKS.index(matched) * _STEP + place + number))
            for place, (matched, ground) in enumerate(grounds)
            if matched is not Matched.HAMLET or len(words) == 1
        ]
    whens.sort(key=lambda when: when.result.value)
    last = _RANKS.index(Matched.HAMLET) * _STEP
    rank = Case(*whens, default=Value(last), output_field=IntegerField()) if whens else Value(last)
    heads_first = Case(When(relation_id=HOUSEHOLDER, then=0), default=1, output_field=IntegerField())
    found = (
        people.annotate(rank=rank, heads_first=heads_first)
        .select_related("person", "household__hamlet", "household__householder")
        .order_by("rank", "heads_first", "person__pinyin", "household__code")[:limit]
    )
    return [
        SearchHit(
            household=m.household.code,
            name=m.person.name,
            householder=m.household.householder.name,
            is_householder=m.relation_id == HOUSEHOLDER,
            hamlet=m.household.hamlet_id,
            hamlet_name=m.household.hamlet.name,
            hamlet_name_en=m.household.hamlet.name_en,
            birth_year=m.person.birth.year if m.person.birth else None,
            matched=_RANKS[min(m.rank // _STEP, len(_RANKS) - 1)],
            rank=m.rank,
        )
        for m in found
    ]


def _grounds(word: str, actor: Actor, *, is_only: bool) -> list[tuple[Matched, Q]]:
    """Return the ways in which a word can fit a membership, better ones of a kind first."""
    grounds = [
        (Matched.NAME, Q(person__name=word)),
        (Matched.NAME, Q(person__name__startswith=word)),
        (Matched.NAME, Q(person__name__contains=word)),
    ]
    spelt = typed(word)
    if spelt.isascii() and spelt.isalpha():
        grounds += [
            (Matched.PINYIN, Q(person__pinyin=spelt)),
            (Matched.PINYIN, Q(person__pinyin__startswith=spelt)),
            (Matched.INITIALS, Q(person__initials=spelt)),
        ]
        if len(spelt) > 1:
            grounds.append((Matched.INITIALS, Q(person__initials__startswith=spelt)))
    bare = word.upper()
    if len(bare) == 18 and bare[:17].isdecimal():
        grounds.append((Matched.ID, Q(person__id_index=id_index(bare, master=settings.RECORD_KEY))))
    if len(bare) == 4 and bare[:3].isdecimal() and (bare[3].isdecimal() or bare[3] == "X"):
        grounds.append((Matched.ID_TAIL, Q(person__id_tail=id_tail_index(bare, master=settings.RECORD_KEY))))
    digits = word.replace("-", "")
    if digits.isdecimal() and 4 <= len(digits) <= 15:
        grounds.append((Matched.PHONE, Q(person__phone__endswith=digits)))
        grounds.append((Matched.PHONE, Q(household__phone__endswith=digits, relation_id=HOUSEHOLDER)))
    if len(word) >= 6 and word.isascii():
        heads = Q(relation_id=HOUSEHOLDER)
        grounds += [
            (Matched.CODE, Q(household__code=word) & heads),
            (Matched.CODE, Q(household__code__startswith=word) & heads),
        ]
    if len(word) > 1:
        places = [p.code for p in search_places(word, actor=actor) if p.level >= Level.VILLAGE]
        if places:
            here = within("household__hamlet_id", places)
            grounds.append((Matched.HAMLET, here & Q(relation_id=HOUSEHOLDER) if is_only else here))
    return grounds
