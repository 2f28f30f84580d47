"""Households out of a frame that was checked. What is in doubt is left out, as the doubt's sentence says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from shihu.base.registry.rules.roster.frame import Frame, Setting
from shihu.base.registry.rules.roster.statuses import poverty
from shihu.base.registry.rules.roster.terms import is_party, parts, yes_or_no
from shihu.base.registry.types.imports import Fault, Severity
from shihu.base.registry.types.roster import RosterHousehold, RosterPerson

_HOUSEHOLDER = "relation.householder"
_LONGEST_CODE = 24
_CENT = Decimal("0.01")
Row = Mapping[str, Any]


class Builder:
    """Turns rows into households. ``faults`` are those of the checks: a cell in doubt counts as empty."""

    def __init__(self, frame: Frame, setting: Setting, faults: list[Fault]) -> None:
        self.frame = frame
        self.setting = setting
        letters = {column.letter: name for name, column in frame.columns.items()}
        dropped = {"phone_bad", "location_bad", "location_half", "location_swapped", "location_outside", "order_bad"}
        self.doubtful = {(f.row, letters.get(f.column, "")) for f in faults if f.code in dropped}
        self.wishes = frame.many("wish")
        self.skills = frame.many("skill")
        self.silent = frozenset(
            fact for fact, column in (("willing", "willing"), ("is_party_member", "party")) if not frame.has(column)
        )
        self.found: list[Fault] = []

    def households(self) -> tuple[RosterHousehold, ...]:
        """Return every household of the frame that has one householder and a hamlet."""
        groups: dict[int, list[dict[str, Any]]] = {}
        for row in self.frame.table.iter_rows(named=True):
            groups.setdefault(row["group"], []).append(row)
        built = []
        for rows in groups.values():
            household = self._household(rows)
            if household is not None:
                built.append((rows[0], household))
        return self._with_partners(built)

    def _household(self, rows: list[dict[str, Any]]) -> RosterHousehold | None:
        first = rows[0]
        members = tuple(self._person(row) for row in rows if row["name"])
        if sum(member.relation == _HOUSEHOLDER for member in members) != 1:
            return None
        found = self.setting.hamlets.find(first.get("hamlet", ""), first.get("village", ""))
        hamlet = found[0].code if len(found) == 1 else ""
        if not hamlet and not self.setting.hamlets.takes_any:
            return None
        lon, lat = self._place(first)
        willing = yes_or_no(first.get("willing", ""))
        return RosterHousehold(
            code=self._code(first, hamlet),
            hamlet=hamlet,
            members=members,
            street=str(first.get("street", ""))[:40],
            street_order=self._whole(first),
            lon=lon,
            lat=lat,
            phone=self._phone(first, "household_phone"),
            land_mu=_decimal(first.get("land", "")),
            willing=willing is not False,
            wishes=self._terms(first, self.wishes, "wish"),
            statuses=self._statuses(first),
            silent=self.silent,
            where=f"{self.frame.sheet}!{first['row']}",
        )

    def _person(self, row: Row) -> RosterPerson:
        number = str(row.get("id_number", ""))
        birth: date | None = row.get("birth_day")
        sex = {"男": "male", "女": "female"}.get(str(row.get("sex", ""))[:1], "unknown")
        if len(number) == 18 and number[:17].isdigit():
            sex = "male" if int(number[16]) % 2 else "female"
            birth = birth if birth and birth.day != 1 else _birth(number) or birth
        return RosterPerson(
            name=str(row["name"])[:40],
            relation=row["relation_term"] or "relation.other",
            id_number=number,
            sex=sex,
            birth=birth,
            phone=self._phone(row, "phone"),
            is_party_member=is_party(str(row.get("party", ""))) is True,
            party_since=row.get("party_since_day"),
            labour=self.setting.terms.find("labour", row["labour"]) if row.get("labour") else None,
            health=self.setting.terms.find("health", row["health"]) if row.get("health") else None,
            may_head=yes_or_no(str(row.get("may_head", ""))),
            skills=self._terms(row, self.skills, "skill"),
            where=f"{self.frame.sheet}!{row['row']}",
        )

    def _code(self, row: Row, hamlet: str) -> str:
        """Return the code under which the registry keeps the household.

        Codes of a roster (12, H007) are its village's own: with the hamlet before them they are the
        country's. Without a list of hamlets, the row stands for a code that is missing.
        """
        said = str(row.get("code", ""))
        if self.setting.hamlets.takes_any:
            return said or str(row["row"])
        if not said or said.startswith(hamlet[:6]) or said in self.setting.known_codes:
            return said
        joined = f"{hamlet}-{said}"
        return joined if len(joined) <= _LONGEST_CODE else said

    def _phone(self, row: Row, name: str) -> str:
        said = str(row.get(name, ""))
        if not said or (row["row"], name) in self.doubtful:
            return ""
        digits = "".join(c for c in said if c.isdigit())
        return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits

    def _place(self, row: Row) -> tuple[float | None, float | None]:
        if {(row["row"], "lon"), (row["row"], "lat")} & self.doubtful or not (row.get("lon") and row.get("lat")):
            return None, None
        return float(row["lon"]), float(row["lat"])

    def _whole(self, row: Row) -> int | None:
        said = str(row.get("street_order", ""))
        return int(float(said)) if said and (row["row"], "street_order") not in self.doubtful else None

    def _terms(self, row: Row, columns: list[str], vocabulary: str) -> tuple[str, ...]:
        keys: dict[str, None] = {}
        for column in columns:
            said = row[column]
            for word in parts(said) if said else ():
                key = self.setting.terms.find(vocabulary, word) or self.setting.terms.find(vocabulary, said)
                if key and self.setting.terms.terms[key].holds_on(self.setting.today):
                    keys.setdefault(key)
        return tuple(keys)

    def _statuses(self, row: Row) -> tuple[tuple[str, date, date | None, str], ...]:
        statuses = poverty(
            str(row.get("poverty", "")),
            str(row.get("registered", "")),
            str(row.get("exited", "")),
            terms=self.setting.terms,
            today=self.setting.today,
        )
        wealth = self.setting.terms.find("wealth", row["wealth"]) if row.get("wealth") else None
        if wealth:
            statuses.append((wealth, self.setting.today, None, ""))
        return tuple(statuses)

    # --- partners ---------------------------------------------------------------------------------------

    def _with_partners(self, built: list[tuple[dict[str, Any], RosterHousehold]]) -> tuple[RosterHousehold, ...]:
        if not (self.frame.has("prefers") or self.frame.has("refuses")):
            return tuple(household for _, household in built)
        by_code = {str(row.get("code", "")): h.code or h.where for row, h in built if row.get("code")}
        by_code |= {h.code: h.code for _, h in built if h.code}
        by_name: dict[tuple[str, str], list[str]] = {}
        for _, household in built:
            by_name.setdefault((household.hamlet, _head(household)), []).append(household.code or household.where)
        done = []
        for row, household in built:
            lists: dict[str, tuple[str, ...]] = {}
            for name in ("prefers", "refuses"):
                found = self._partners(row, household, name, by_code, by_name)
                lists[name] = tuple(dict.fromkeys(found))
            for code in set(lists["prefers"]) & set(lists["refuses"]):
                self._note("refuses", row, "partner_both", Severity.FAULT, code)
            done.append(replace(household, prefers=lists["prefers"], refuses=lists["refuses"]))
        return tuple(done)

    def _partners(
        self,
        row: dict[str, Any],
        household: RosterHousehold,
        name: str,
        by_code: Mapping[str, str],
        by_name: Mapping[tuple[str, str], list[str]],
    ) -> Iterator[str]:
        own = household.code or household.where
        for said in parts(str(row.get(name, ""))):
            known = {said} if said in self.setting.known_codes else set()
            here = (household.hamlet, said)
            in_file = {by_code[said]} if said in by_code else set(by_name.get(here, ()))
            codes = in_file or known or set(self.setting.known_names.get(here, ()))
            if codes == {own}:
                self._note(name, row, "partner_self", Severity.FAULT, said)
            elif len(codes - {own}) == 1:
                yield (codes - {own}).pop()
            else:
                code = "partner_ambiguous" if codes else "partner_unknown"
                self._note(name, row, code, Severity.DOUBT, said)

    def _note(self, name: str, row: Row, code: str, severity: Severity, said: str) -> None:
        self.found.append(self.frame.fault(name, row["row"], code, row.get(name, ""), severity, said=said))


def _head(household: RosterHousehold) -> str:
    return next(member.name for member in household.members if member.relation == _HOUSEHOLDER)


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _decimal(said: str) -> Decimal | None:
    try:
        land = Decimal(said.removesuffix("亩")).quantize(_CENT) if said else None
    except InvalidOperation:
        return None
    return land if land is None or (land.is_finite() and 0 <= land < 100_000) else None


def persons_of(frame: Frame) -> int:
    """Return how many rows name a person."""
    return int(frame.table.select((pl.col("name") != "").sum()).item())
