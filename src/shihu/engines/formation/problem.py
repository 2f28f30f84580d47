"""The households of one hamlet, as arrays: everything that a formation may know about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from shihu.engines.formation.errors import InvalidProblem

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Groups = tuple[tuple[int, ...], ...]
_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class FormationProblem:
    """n households of one hamlet.

    xy          float [n, 2]  place, metres east and north in any plane system
    wishes      float [n, W]  strength 0..1 of each kind of wish: the first wish 1.0, lesser ones less. Two households
                              mismatch by 1 - max over kinds of min(strength, strength). A row of zeros says that no
                              wish is known; such a household neither fits nor misfits: its mismatch with everybody is
                              one half, so that the other terms place it
    skills      float [n, S]  0..1
    wealth      int   [n]     class index 0, 1, 2, ...
    party       bool  [n]     the household has a Party member
    can_lead    bool  [n]     the household has somebody able and ready to head a unit
    willing     bool  [n]     unwilling households are left out and listed
    prefers     int   [m, 2]  (who, whom); a pair counts when both name each other
    refuses     int   [r, 2]  (who, whom); one refusal keeps the two apart
    together    groups that must share a unit; overlapping groups act as one
    locked      whole units that stay exactly as they are

    Anything array-like is accepted and stored as read-only arrays of the types above.
    Raises InvalidProblem: what is wrong, for which households, what to do.
    """

    xy: Floats
    wishes: Floats
    skills: Floats
    wealth: Ints
    party: Bools
    can_lead: Bools
    willing: Bools
    prefers: Ints
    refuses: Ints
    together: Groups = ()
    locked: Groups = ()

    def __post_init__(self) -> None:
        xy = self._store("xy", np.float64, (None, 2))
        n = len(xy)
        self._store("wishes", np.float64, (n, None))
        self._store("skills", np.float64, (n, None))
        self._store("wealth", np.int64, (n,))
        for field in ("party", "can_lead", "willing"):
            self._store(field, np.bool_, (n,))
        for field in ("prefers", "refuses"):
            self._store(field, np.int64, (None, 2))
        object.__setattr__(self, "together", _groups(self.together))
        object.__setattr__(self, "locked", _groups(self.locked))
        self._check_values()
        self._check_pairs()
        self._check_groups()

    @property
    def n(self) -> int:
        """Number of households, willing or not."""
        return len(self.xy)

    @classmethod
    def of(
        cls,
        xy: npt.ArrayLike,
        *,
        wishes: npt.ArrayLike | None = None,
        skills: npt.ArrayLike | None = None,
        wealth: npt.ArrayLike | None = None,
        party: npt.ArrayLike | None = None,
        can_lead: npt.ArrayLike | None = None,
        willing: npt.ArrayLike | None = None,
        prefers: Sequence[tuple[int, int]] = (),
        refuses: Sequence[tuple[int, int]] = (),
        together: Iterable[Iterable[int]] = (),
        locked: Iterable[Iterable[int]] = (),
    ) -> FormationProblem:
        """A problem from what is known; the rest is neutral: no wish or skill, one class, all able and willing."""
        places = _read("xy", xy, np.float64, 2)
        n = len(places)
        return cls(
            xy=places,
            wishes=np.zeros((n, 0)) if wishes is None else _read("wishes", wishes, np.float64),
            skills=np.zeros((n, 0)) if skills is None else _read("skills", skills, np.float64),
            wealth=np.zeros(n, dtype=np.int64) if wealth is None else _read("wealth", wealth, np.int64),
            party=np.zeros(n, dtype=np.bool_) if party is None else _read("party", party, np.bool_),
            can_lead=np.ones(n, dtype=np.bool_) if can_lead is None else _read("can_lead", can_lead, np.bool_),
            willing=np.ones(n, dtype=np.bool_) if willing is None else _read("willing", willing, np.bool_),
            prefers=_read("prefers", prefers, np.int64, 2),
            refuses=_read("refuses", refuses, np.int64, 2),
            together=_groups(together),
            locked=_groups(locked),
        )

    def _store(self, field: str, kind: type[_Scalar], shape: tuple[int | None, ...]) -> npt.NDArray[_Scalar]:
        columns = shape[1] if len(shape) == 2 else None
        array = _read(field, getattr(self, field), kind, columns)
        wants = zip(shape, array.shape, strict=False)
        if array.ndim != len(shape) or any(want not in {None, got} for want, got in wants):
            wanted = " x ".join("any" if want is None else str(want) for want in shape)
            raise InvalidProblem(
                "wrong_shape",
                "{field} has shape {shape}; it must be {wanted}, one row for each household of xy.",
                values={"field": field, "shape": array.shape, "wanted": wanted},
            )
        array.setflags(write=False)
        object.__setattr__(self, field, array)
        return array

    def _check_values(self) -> None:
        bad = np.flatnonzero(~np.isfinite(self.xy).all(axis=1))
        if len(bad):
            raise InvalidProblem(
                "place_unknown",
                "xy is not a finite number for households {households}; give them a place, such as the middle of their "
                "hamlet.",
                values={"households": bad.tolist()},
                households=bad.tolist(),
            )
        for field in ("wishes", "skills"):
            values: Floats = getattr(self, field)
            inside = np.isfinite(values) & (values >= 0.0) & (values <= 1.0)
            bad = np.flatnonzero(~inside.all(axis=1))
            if len(bad):
                raise InvalidProblem(
                    "strength_out_of_range",
                    "{field} of households {households} is not between 0 and 1.",
                    values={"field": field, "households": bad.tolist()},
                    households=bad.tolist(),
                )
        bad = np.flatnonzero((self.wealth < 0) | (self.wealth > 1000))
        if len(bad):
            raise InvalidProblem(
                "wealth_class_unknown",
                "wealth of households {households} is not a class index; use 0, 1, 2, ... for the classes.",
                values={"households": bad.tolist()},
                households=bad.tolist(),
            )

    def _check_pairs(self) -> None:
        for field in ("prefers", "refuses"):
            pairs: Ints = getattr(self, field)
            outside = pairs[((pairs < 0) | (pairs >= self.n)).any(axis=1)]
            if len(outside):
                raise InvalidProblem(
                    "unknown_household",
                    "{field} names households that are not there: {pairs}; indices run from 0 to {last}.",
                    values={"field": field, "pairs": outside.tolist(), "last": self.n - 1},
                )
            selves = pairs[pairs[:, 0] == pairs[:, 1], 0]
            if len(selves):
                raise InvalidProblem(
                    "pair_with_self",
                    "{field} pairs households {households} with themselves; remove these rows.",
                    values={"field": field, "households": selves.tolist()},
                    households=selves.tolist(),
                )

    def _check_groups(self) -> None:
        for field in ("together", "locked"):
            groups: Groups = getattr(self, field)
            named = [i for group in groups for i in group]
            outside = sorted({i for i in named if not 0 <= i < self.n})
            if outside:
                raise InvalidProblem(
                    "unknown_household",
                    "{field} names households that are not there: {pairs}; indices run from 0 to {last}.",
                    values={"field": field, "pairs": outside, "last": self.n - 1},
                )
            unwilling = sorted({i for i in named if not self.willing[i]})
            if unwilling:
                raise InvalidProblem(
                    "unwilling_in_group",
                    "{field} names households {households}, who are not willing; take them out or ask them.",
                    values={"field": field, "households": unwilling},
                    households=unwilling,
                )
        fixed = [i for group in self.locked for i in group]
        twice = sorted({i for i in fixed if fixed.count(i) > 1})
        if twice:
            raise InvalidProblem(
                "locked_twice",
                "households {households} stand in two locked units; keep each in one.",
                values={"households": twice},
                households=twice,
            )
        unit_of = {i: number for number, group in enumerate(self.locked) for i in group}
        for group in self.together:
            if len({unit_of.get(i, -1) for i in group}) > 1:
                raise InvalidProblem(
                    "together_across_lock",
                    "households {households} must stay together but a locked unit holds only some of them; unlock it "
                    "or drop the group.",
                    values={"households": list(group)},
                    households=group,
                )


def _read(field: str, given: npt.ArrayLike, kind: type[_Scalar], columns: int | None = None) -> npt.NDArray[_Scalar]:
    """An own copy of `given`; an empty one takes the number of columns asked for."""
    try:
        raw = np.asarray(given)
        if raw.size == 0 and columns is not None:
            raw = raw.reshape(-1, columns)
        array = np.array(raw, dtype=kind, order="C", copy=True)
    except (TypeError, ValueError) as error:
        raise _unreadable(field, kind, str(error)) from error
    if kind is np.int64 and raw.dtype.kind == "f" and not np.array_equal(raw, array):
        raise _unreadable(field, kind, "these are not whole numbers")
    return array


def _unreadable(field: str, kind: type[np.generic], why: str) -> InvalidProblem:
    return InvalidProblem(
        "not_an_array",
        "{field} cannot be read as an array of {kind}: {why}.",
        values={"field": field, "kind": kind.__name__, "why": why},
    )


def _groups(groups: Iterable[Iterable[int]]) -> Groups:
    return tuple(group for group in (tuple(sorted({int(i) for i in given})) for given in groups) if group)
