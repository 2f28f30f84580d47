"""The sample rosters: one right, one with a fault of each sort, both new to the demonstration."""

from datetime import date
from unicodedata import normalize

from shihu.base.places.seeds import hamlet_positions, places
from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.rules.headings import find_header, match
from shihu.base.registry.seeds.sample import COLUMNS, SHEET, TITLE, PlantedFault, sample_households, sample_roster
from shihu.base.registry.types import RosterHousehold
from shihu.base.registry.types.imports import FileHamlet, RosterReading
from shihu.base.sheets.queries import read_workbook, render_workbook
from shihu.base.vocabularies.seeds import terms
from shihu.kernel.identity import BadResidentId, resident_id

NAMES = {term.key: term.name_zh for term in terms()} | {place.code: place.name for place in places()}
ID, RELATION = "身份证号码", "与户主关系"
HEADINGS = [column.heading for column in COLUMNS]


def sheet(*, faulty: bool) -> list[dict[str, object]]:
    table, _ = sample_roster(NAMES, hamlet_positions(), faulty=faulty)
    return [dict(zip(HEADINGS, row, strict=True)) for row in table.rows]


def test_the_sample_holds_thirty_households_that_the_demonstration_lacks(township: list[RosterHousehold]) -> None:
    sample = sample_households(hamlet_positions())
    assert len(sample) == 30
    assert not {h.code for h in sample} & {h.code for h in township}
    known = {m.id_number for h in township for m in h.members}
    assert not known & {m.id_number for h in sample for m in h.members}
    phones = {m.phone for h in township for m in h.members if m.phone}
    assert not phones & {m.phone for h in sample for m in h.members}


def test_every_heading_is_recognised_without_a_doubt() -> None:
    table, _ = sample_roster(NAMES, hamlet_positions(), faulty=False)
    read = read_workbook(render_workbook([table]), "sample.xlsx")
    found = read.sheets[0]
    assert found.name == SHEET
    assert found.rows[0][0] == TITLE
    index, _ = find_header(found.rows)
    assert index == 1
    columns = match([str(cell) for cell in found.rows[index]])
    assert all(column.field and column.score == 1.0 for column in columns)


def test_the_right_copy_has_no_fault() -> None:
    rows = sheet(faulty=False)
    assert all(resident_id(str(row[ID]), today=date(2019, 8, 15), allow_reserved=True) for row in rows)
    assert sum(row[RELATION] == "户主" for row in rows) == 30
    assert sample_roster(NAMES, hamlet_positions(), faulty=False)[1] == ()


def test_the_faulty_copy_differs_only_where_it_says() -> None:
    _, faults = sample_roster(NAMES, hamlet_positions(), faulty=True)
    right, wrong = sheet(faulty=False), sheet(faulty=True)
    differing = {
        (number + 3, heading)
        for number, (one, other) in enumerate(zip(right, wrong, strict=True))
        for heading in HEADINGS
        if one[heading] != other[heading]
    }
    assert differing == {(fault.row, fault.heading) for fault in faults}
    assert len(faults) >= 12
    assert len({fault.words for fault in faults}) >= 12


def test_each_planted_number_is_refused_for_its_own_reason() -> None:
    _, faults = sample_roster(NAMES, hamlet_positions(), faulty=True)
    rows = sheet(faulty=True)
    reasons = set()
    for fault in faults:
        if fault.heading == ID:
            try:
                resident_id(str(rows[fault.row - 3][ID]), today=date(2019, 8, 15), allow_reserved=True)
            except BadResidentId as refusal:
                reasons.add(refusal.code)
    assert reasons == {"bad_resident_id", "bad_resident_id_check", "bad_resident_id_date"}


def read(*, faulty: bool) -> tuple[RosterReading, tuple[PlantedFault, ...]]:
    table, planted = sample_roster(NAMES, hamlet_positions(), faulty=faulty)
    known = [p for p in places() if len(p.code) == 15]
    hamlets = [FileHamlet(p.code, p.name, NAMES[p.code[:12]], p.lon, p.lat) for p in known]
    words = {term.key: term for term in terms()}
    content = render_workbook([table])
    return read_roster(content, "sample.xlsx", hamlets, words, date(2019, 8, 15), allow_reserved=True), planted


def test_the_right_copy_is_read_as_it_was_meant() -> None:
    found, _ = read(faulty=False)
    assert (found.faults, found.pairs) == ((), ())
    meant = {household.code: household for household in sample_households(hamlet_positions())}
    assert len(found.households) == 30
    for household in found.households:
        other = meant[household.code]
        assert [(m.name, m.relation, m.id_number, m.phone, m.skills) for m in household.members] == [
            (m.name, m.relation, m.id_number, m.phone, m.skills) for m in other.members
        ]
        assert (household.hamlet, household.street, household.wishes) == (other.hamlet, other.street, other.wishes)
        assert (household.willing, household.prefers, household.land_mu) == (
            other.willing,
            other.prefers,
            other.land_mu,
        )


def test_every_planted_fault_is_found_in_the_very_cell() -> None:
    found, planted = read(faulty=True)
    cells = {(fault.row, normalize("NFKC", fault.heading)) for fault in found.faults}
    assert [fault for fault in planted if (fault.row, normalize("NFKC", fault.heading)) not in cells] == []
    assert len({fault.code for fault in found.faults}) >= 12
    assert found.stops
