"""What the engine's codes say in the reader's language.

Drafts keep codes, never sentences, so that one draft reads in Chinese and in English. Whoever may not see refusals is
told only that "the rules" stand in the way: a rule named for every reason but one would name the last as well.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from shihu.base.vocabularies.types import TermRow
from shihu.kernel.numerals import chinese
from shihu.kernel.refusals import N_, Refusal
from shihu.services.units.models import Unit

TERMS = {
    "distance": N_("Distance"),
    "wish": N_("Wishes"),
    "skill": N_("Skills"),
    "preference": N_("Named each other"),
    "balance": N_("Mix"),
}
STATES = {
    "asked": N_("Being formed"),
    "draft": N_("Draft"),
    "proposed": N_("Published for consent"),
    "current": N_("In force"),
    "replaced": N_("Replaced"),
    "refused": N_("Not possible"),
    "discarded": N_("Discarded"),
}
_JOINING = {
    "unwilling": N_("it is not willing to join a unit"),
    "neighbour": N_("it lives in another hamlet"),
    "full": N_("the unit has its largest size"),
    "refusal": N_("a household there and it refuse each other"),
    "closed": N_("a rule that is not shown stops it"),
}
_RULES = {
    "unwilling": N_("not willing to join a unit for now"),
    "willing": N_("not willing to join a unit for now"),
    "declined": N_("declined the proposal"),
    "size": N_("too few households for a unit here"),
    "head": N_("too few households here are able to lead a unit"),
    "refusal": N_("households here refuse each other in a way that no units can keep"),
    "together": N_("households that must stay together fit no unit"),
    "locked": N_("a unit that is locked stands in the way"),
    "": N_("the units here could not be settled in time"),
}
_OBSTACLES = {
    "size": N_("every move that joins them makes a unit too small or too large"),
    "head": N_("every move that joins them leaves a unit without a household able to lead"),
    "refusal": N_("every move that joins them puts together households of which one refuses the other"),
    "together": N_("one of them must stay with households that do not fit there"),
    "locked": N_("one of them sits in a unit that is locked"),
    "willing": N_("one of them is not willing to join a unit"),
    "not_mutual": N_("only one of the two named the other"),
    "nobody_alike": N_("nobody else in the hamlet wishes it"),
    "cost": N_("joining them costs the others more than it brings (%(cost)s points)"),
}
_HIDDEN = N_("no move that the rules allow brings them together")
_HARD = frozenset({"size", "head", "refusal", "together", "locked"})
_STOPPED = {
    "only": N_("It is the only unit here."),
    "head": N_("Any other place would leave a unit without a household able to lead."),
    "refusal": N_("Any other place would put it beside a household that refuses it, or that it refuses."),
    "size": N_("Any other place would make a unit too small or too large."),
}
_NO_MOVE = N_("The rules allow it no other place.")
_REFUSED = {
    "too_few_heads": N_(
        "%(households)s households need at least %(units)s units, each with a household able to lead, and only "
        "%(able)s can. Find %(missing)s more, or allow larger units."
    ),
    "untileable": N_(
        "%(households)s willing households are too few for a unit of %(low)s, or of %(smallest)s as an exception. Form "
        "the whole village and let small hamlets join their nearest."
    ),
    "rules_exclude_each_other": N_(
        "No units of %(low)s to %(high)s with somebody able to lead in each can keep all refusals between these "
        "households. Talk with them, or allow other sizes."
    ),
    "together_refused": N_("Households that must stay together refuse each other."),
    "undecided": N_(
        "No units that keep every rule were found, and none were proved impossible. Try a longer search, or allow "
        "other sizes."
    ),
}
_REFUSED_OTHERWISE = N_("The rules exclude each other here. The township officer sees the reasons.")
_NOTES = {
    "placed_along_street": N_("No coordinates: placed along their street by its order."),
    "placed_in_middle": N_("No coordinates and no place in a street: placed in the middle of the hamlet."),
    "prefers_elsewhere": N_("Would like to be with a household of another hamlet, which units do not cross."),
    "refuses_elsewhere": N_("Refuse a household of another hamlet, from which they are apart in any case."),
}

Label = Callable[[str], str]


def is_english() -> bool:
    """Tell whether the reader reads English."""
    return (get_language() or "").startswith("en")


def labels(terms: Mapping[str, TermRow]) -> Label:
    """Return how terms are named in the reader's language; an unknown key stands for itself."""
    language = get_language() or ""

    def label(key: str) -> str:
        if key == "unknown":
            return gettext("not known")
        return terms[key].name(language) if key in terms else key

    return label


def refusal_text(refusal: Refusal) -> str:
    """A refusal's sentence in the reader's language, filled in."""
    return gettext(refusal.sentence) % refusal.values


def unit_label(name: str, hamlet_en: str, ordinal: int) -> str:
    """A unit's name: its own in Chinese; the hamlet's romanised name and the number in English."""
    if is_english() and hamlet_en:
        return gettext("%(hamlet)s unit %(number)s") % {"hamlet": hamlet_en, "number": ordinal}
    return name


def label_of(unit: Unit) -> str:
    """What a unit is called in the reader's language; one query unless its hamlet was read with it."""
    return unit_label(unit.name, unit.hamlet.name_en, unit.ordinal)


def unit_mark(ordinal: int) -> str:
    """The short label on the map."""
    return str(ordinal) if is_english() else chinese(ordinal)


def rule_text(rule: str, *, private: bool) -> str:
    """Why a household was left out."""
    if rule == "refusal" and not private:
        return gettext("the rules exclude each other here")
    return gettext(_RULES.get(rule, _RULES[""]))


def unmet_text(row: Mapping[str, Any], label: Label) -> str:
    """What a household wished for: to sit with somebody, or to share its wish."""
    if row["kind"] == "wish":
        return gettext("Others with the wish “%(wish)s”") % {"wish": label(row["other"])}
    return gettext("To be with %(name)s") % {"name": row["other_name"]}


def obstacle_text(row: Mapping[str, Any], *, private: bool) -> str:
    """What stopped it."""
    obstacle = row["obstacle"]
    if obstacle in _HARD and not private:
        return gettext(_HIDDEN)
    return gettext(_OBSTACLES[obstacle]) % {"cost": points(row["cost"] or 0)}


def refused_text(refused: Mapping[str, Any], *, private: bool) -> str:
    """Why a hamlet could not be formed."""
    code = refused["code"]
    if code not in _REFUSED or (refused["rule"] == "refusal" and not private):
        return gettext(_REFUSED_OTHERWISE)
    return str(gettext(_REFUSED[code]) % refused["values"])


def note_text(code: str) -> str:
    """Something that the officer should know about the input."""
    return gettext(_NOTES.get(code, code))


def joining_rules(faults: Sequence[str], *, private: bool) -> str:
    """Why a household cannot join a unit; that one refuses another is told to those who may know."""
    shown = dict.fromkeys(gettext(_JOINING["closed" if f == "refusal" and not private else f]) for f in faults)
    return ("; " if is_english() else "；").join(shown)


def points(value: float) -> str:
    """Points of the objective: one is a hundred metres between two households."""
    return f"{value:.1f}"


def inside(term: str) -> str:
    """A term within a sentence: no capital in English."""
    return term[:1].lower() + term[1:] if is_english() else term


def together(*sentences: str) -> str:
    """Sentences after each other; Chinese sets no space between them."""
    return (" " if is_english() else "").join(filter(None, sentences))


def listed(parts: Sequence[str]) -> str:
    """Names in a row."""
    return (", " if is_english() else "、").join(parts)


def why_text(facts: Mapping[str, Any], size: int, names: Mapping[str, str], label: Label) -> str:
    """Why a household sits in its unit, in one or two sentences."""
    told = []
    alike: Mapping[str, int] = facts.get("alike", {})
    if alike:
        wish, count = max(alike.items(), key=lambda pair: pair[1])
        told.append(
            ngettext(
                "%(count)s of the other %(others)s also wishes %(wish)s",
                "%(count)s of the other %(others)s also wish %(wish)s",
                count,
            )
            % {"count": count, "others": size - 1, "wish": inside(label(wish))}
        )
    near = [(names.get(code, code), metres) for code, metres in facts.get("near", ())]
    if near:
        told.append(
            gettext("nearest are %(names)s")
            % {"names": listed([gettext("%(name)s (%(metres)s m)") % {"name": n, "metres": round(m)} for n, m in near])}
        )
    liked = [names.get(code, code) for code in facts.get("liked", ())]
    if liked:
        told.append(gettext("they and %(names)s named each other") % {"names": listed(liked)})
    if facts.get("by_hand"):
        name, day = facts["by_hand"]
        told.insert(0, gettext("moved here by hand by %(name)s on %(day)s") % {"name": name, "day": day})
    if not told:
        return gettext("Placed where it disturbs the other units least.")
    sentence = ("; " if is_english() else "；").join(told)
    return sentence[0].upper() + sentence[1:] + ("." if is_english() else "。")


def other_text(facts: Mapping[str, Any], unit: str, partner: str, *, private: bool) -> str:
    """What the best other place would change."""
    if "changed" in facts:
        return ""  # the unit has changed since the engine looked at other places
    other = facts.get("other")
    if other is None:
        stopped = facts.get("stopped", "")
        if stopped == "only" or (private and stopped in _STOPPED):
            return gettext(_STOPPED[stopped])
        return gettext(_NO_MOVE)
    by = float(other["by"])
    values = {"unit": unit, "partner": partner, "points": points(abs(by))}
    if by < 0:
        return gettext("In %(unit)s everything together would be %(points)s points better.") % values
    if partner:
        return (
            gettext("Its best other place is %(unit)s in exchange with %(partner)s: %(points)s points worse for all.")
            % values
        )
    return gettext("Its best other place is %(unit)s: %(points)s points worse for all.") % values
