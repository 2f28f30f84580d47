"""What members are to a new householder, worked out from what they were to the old one.

Only what follows for certain is worked out; what does not (is the grandson this son's child or his
brother's?) becomes "other", and the village corrects it.
"""

from collections.abc import Mapping

HOUSEHOLDER = "relation.householder"
SPOUSE = "relation.spouse"
OTHER = "relation.other"
CHILDREN = frozenset({"relation.son", "relation.daughter"})
PARENTS = frozenset({"relation.father", "relation.mother"})

# (what the new householder was, what the other person was) -> what that person is now. "parent", "child" and
# "parent_in_law's side" are settled by sex below.
_AFTER: Mapping[tuple[str, str], str] = {
    ("spouse", "householder"): "spouse",
    ("spouse", "son"): "son",
    ("spouse", "daughter"): "daughter",
    ("spouse", "daughter_in_law"): "daughter_in_law",
    ("spouse", "son_in_law"): "son_in_law",
    ("spouse", "grandson"): "grandson",
    ("spouse", "granddaughter"): "granddaughter",
    ("spouse", "father"): "parent_in_law",
    ("spouse", "mother"): "parent_in_law",
    ("spouse", "parent_in_law"): "parent",
    ("child", "householder"): "parent",
    ("child", "spouse"): "parent",
    ("child", "child"): "sibling",
    ("child", "father"): "grandparent",
    ("child", "mother"): "grandparent",
    ("parent", "householder"): "child",
    ("parent", "father"): "spouse",
    ("parent", "mother"): "spouse",
    ("parent", "sibling"): "child",
    ("parent", "son"): "grandson",
    ("parent", "daughter"): "granddaughter",
    ("sibling", "householder"): "sibling",
    ("sibling", "sibling"): "sibling",
    ("sibling", "father"): "father",
    ("sibling", "mother"): "mother",
    ("in_law_child", "householder"): "parent_in_law",
    ("in_law_child", "spouse"): "parent_in_law",
    ("grandchild", "householder"): "grandparent",
    ("grandchild", "spouse"): "grandparent",
}
_KINDS = {
    "son": "child",
    "daughter": "child",
    "father": "parent",
    "mother": "parent",
    "daughter_in_law": "in_law_child",
    "son_in_law": "in_law_child",
    "grandson": "grandchild",
    "granddaughter": "grandchild",
}
_BY_SEX = {
    ("parent", "male"): "father",
    ("parent", "female"): "mother",
    ("child", "male"): "son",
    ("child", "female"): "daughter",
}


def relation_after(relation: str, *, successor_was: str, sex: str) -> str:
    """Return what somebody is to the new householder.

    ``relation`` is what they were to the old one, ``successor_was`` what the new householder was.
    """
    was = relation.removeprefix("relation.")
    new = successor_was.removeprefix("relation.")
    kind = _KINDS.get(new, new)
    found = _AFTER.get((kind, was)) or _AFTER.get((kind, _KINDS.get(was, was)), "other")
    if found in {"parent", "child"}:
        found = _BY_SEX.get((found, sex), "other")
    return f"relation.{found}"


def relation_by_marriage(spouse_is: str, *, sex: str) -> str:
    """Return what somebody who marries into a household is to its householder.

    ``spouse_is`` is what their husband or wife is there; ``sex`` is the newcomer's.
    """
    if spouse_is == HOUSEHOLDER:
        return SPOUSE
    if spouse_is in CHILDREN:
        return {"female": "relation.daughter_in_law", "male": "relation.son_in_law"}.get(sex, OTHER)
    if spouse_is in PARENTS:
        return {"female": "relation.mother", "male": "relation.father"}.get(sex, OTHER)
    return OTHER
