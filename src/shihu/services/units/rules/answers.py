"""Codes of paper forms, and whom a typed name means. Plain values only."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from uuid import UUID

from shihu.base.registry.types import Neighbour
from shihu.services.units.errors import BadFormCode, NeighbourTwice, NeighbourUnknown, TooManyPartners, WishNumber

MOST_PARTNERS = 3
MOST_WISHES = 3
# Without I, L, O, U and Z, which are read as something else; 29 signs, a prime, so that the check sign below finds
# every single wrong sign and every two neighbours exchanged.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXY"
_BODY = 6
_LIKE = "K7M-4QXF"


def form_code(household: UUID) -> str:
    """Return the code of a household's paper form: six signs out of its key and a check sign, as ``ABC-DEFG``.

    The same for ever, so that a form printed last year still opens. 29^6 = 594,823,321 codes: among the 6,000
    households of a township two share one with a chance of 3 %; among the 600 of a village, of 0.03 %.
    """
    number = int.from_bytes(hashlib.sha256(b"form:" + household.bytes).digest()[:8], "big") % len(_SIGNS) ** _BODY
    body = ""
    for _ in range(_BODY):
        number, rest = divmod(number, len(_SIGNS))
        body += _SIGNS[rest]
    whole = body + _check(body)
    return f"{whole[:3]}-{whole[3:]}"


def form_typed(given: str) -> str:
    """Return a typed form code as it is printed; refuses one in which a sign is mistyped.

    >>> form_typed("k7m 4qxf")
    'K7M-4QXF'
    """
    plain = "".join(sign for sign in given.upper() if sign.isalnum())
    if len(plain) != _BODY + 1 or any(sign not in _SIGNS for sign in plain) or _check(plain[:_BODY]) != plain[_BODY]:
        raise BadFormCode(where="form", given=given.strip()[:20], like=_LIKE)
    return f"{plain[:3]}-{plain[3:]}"


def _check(body: str) -> str:
    # Weights 7 down to 2, and 1 for the check sign itself: the weighted sum of all seven is a multiple of 29.
    return _SIGNS[-sum((7 - place) * _SIGNS.index(sign) for place, sign in enumerate(body)) % len(_SIGNS)]


def labels_of(named: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (what is typed, household code) of (householder, code) in the order given: the name, with the last four
    signs of the code where two bear it."""
    often = Counter(name for name, _code in named)
    return [(name if often[name] == 1 else f"{name} {code[-4:]}", code) for name, code in named]


def labels(neighbours: Sequence[Neighbour]) -> list[tuple[str, str]]:
    """Return :func:`labels_of` the neighbours."""
    return labels_of([(neighbour.householder, neighbour.code) for neighbour in neighbours])


def meant(
    given: Iterable[str], known: Sequence[tuple[str, str]], *, where: str, most: int = MOST_PARTNERS
) -> list[str]:
    """Return the household codes that typed names mean, each once; empty lines are passed over.

    ``known`` are the labels of the village. A label, a name that one household bears, or a household code is taken.
    """
    words = [word for text in given if (word := " ".join(text.split()))]
    by_label = dict(known)
    codes = {code for _label, code in known}
    names: dict[str, list[str]] = {}
    for label, _code in known:
        names.setdefault(label.split(" ")[0], []).append(label)
    found: dict[str, None] = {}
    for word in words:
        if word in codes:
            found.setdefault(word)
        elif word in by_label:
            found.setdefault(by_label[word])
        elif len(names.get(word, ())) > 1:
            raise NeighbourTwice(where=where, given=word, choices="、".join(names[word]))
        else:
            near = get_close_matches(word, sorted(names), n=3, cutoff=0.5)
            raise NeighbourUnknown(where=where, given=word, near=("、".join(near) + "？") if near else "")
    if len(found) > most:
        raise TooManyPartners(where=where, most=most, count=len(found))
    return list(found)


def wishes_by_number(given: str, terms: Sequence[str]) -> list[str]:
    """Return the wishes that numbers mean, the first wish first: ``3 1`` or ``3、1`` are the third and the first term.

    >>> wishes_by_number("2, 1", ["wish.poultry", "wish.mushroom"])
    ['wish.mushroom', 'wish.poultry']
    """
    numbers = "".join(sign if sign.isdecimal() else " " if sign in " ,，、;；.。/" else sign for sign in given).split()
    found: dict[str, None] = {}
    for number in numbers:
        if not number.isdecimal() or not 1 <= int(number) <= len(terms):
            raise WishNumber(where="wishes", given=number[:12], most=len(terms))
        found.setdefault(terms[int(number) - 1])
    return list(found)


def body_of(facts: Mapping[str, object]) -> str:
    """Return the hash of what came with a key, by which a repeated post is told from another one."""
    told = "\n".join(f"{name}={facts[name]}" for name in sorted(facts))
    return hashlib.sha256(told.encode()).hexdigest()
