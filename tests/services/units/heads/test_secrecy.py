"""Who voted stands in one table, what was voted in another: nothing stored joins them."""

import random
from itertools import chain
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.units.heads.conftest import Hamlet

from shihu.base.audit.models import AuditEntry
from shihu.services.units import commands
from shihu.services.units.models import Election, RollEntry, Tally
from shihu.services.units.types import Stage, Way


def everything() -> dict[str, list[str]]:
    """Every row of every table of the database, each as one text."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            told[table] = [repr(row) for row in cursor.fetchall()]
    return told


def vote(hamlet: Hamlet, election: UUID, number: int, choice: str) -> None:
    commands.cast_vote(
        actor=hamlet.signs_in(number), now=hamlet.now, election=election, choice=choice, key=f"tap {number}"
    )


def test_a_vote_adds_no_row_to_any_table_but_the_audit_s_that_the_household_took_part(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    hamlet.signs_in(3)
    before = {table: len(rows) for table, rows in everything().items()}
    vote(hamlet, election, 3, keys[0])
    after = {table: len(rows) for table, rows in everything().items()}
    grown = {table: after[table] - before[table] for table in after if after[table] != before[table]}
    assert grown == {"audit_auditentry": 1}
    entry = AuditEntry.objects.order_by("-number")[0]
    assert entry.new == {"household": hamlet.homes[3].code, "way": "phone"}


def test_the_same_roll_is_left_behind_whatever_a_household_chose(hamlet: Hamlet) -> None:
    """All that is stored of a voter is the same for every choice; only the sums differ, and they name nobody."""
    election, keys = hamlet.begun(Way.PHONE)
    seen = []
    for number, choice in ((3, keys[0]), (5, keys[1]), (6, "blank")):
        vote(hamlet, election, number, choice)
        entry = RollEntry.objects.get(election=election, household=hamlet.homes[number])
        audit = AuditEntry.objects.order_by("-number")[0]
        seen.append((entry.channel, entry.key.split()[0], audit.action, sorted(audit.new), audit.subject, audit.at))
    assert len(set(map(repr, seen))) == 1


def test_no_row_anywhere_holds_a_household_and_a_choice(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    for number in range(10):
        vote(hamlet, election, number, random.Random(number).choice(keys))
    homes = [home for home in hamlet.homes if home not in (hamlet.homes[0], hamlet.homes[4])]
    marks = {str(home.pk): home.code for home in homes}
    joined = [
        (table, row)
        for table, rows in everything().items()
        for row in rows
        if any(key in row or key.replace("-", "") in row for key in keys)
        and any(key in row or key.replace("-", "") in row or code in row for key, code in marks.items())
    ]
    # Whoever seconded a nomination did so before all; that is no vote.
    assert [table for table, _row in joined if table != "units_seconding"] == []


def test_the_two_tables_share_no_key_no_order_and_no_time(hamlet: Hamlet) -> None:
    roll = {field.name for field in RollEntry._meta.get_fields()}
    tally = {field.name for field in Tally._meta.get_fields()}
    assert roll & tally == {"id", "election"}
    for model in (RollEntry, Tally):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "DateField", "AutoField", "BigAutoField"}
    pointing = chain.from_iterable(model._meta.get_fields() for model in apps.get_app_config("units").get_models())
    assert not [f for f in pointing if getattr(f, "related_model", None) in {RollEntry, Tally} and f.concrete]


def test_the_roll_is_written_in_an_order_of_its_own_each_time(hamlet: Hamlet) -> None:
    orders = set()
    for _ in range(4):
        election, _keys = hamlet.begun(Way.PHONE)
        with connection.cursor() as cursor:
            where = "ctid" if connection.vendor == "postgresql" else "rowid"
            key = election if connection.vendor == "postgresql" else election.hex
            cursor.execute(
                f"SELECT household_id FROM units_rollentry WHERE election_id = %s ORDER BY {where}",  # noqa: S608
                [key],
            )
            orders.add(tuple(str(row[0]) for row in cursor.fetchall()))
        commands.call_off(actor=hamlet.officer, now=hamlet.now, election=election, reason="x")
    assert len(orders) > 1


def test_each_vote_rewrites_every_sum_so_that_the_one_touched_last_says_nothing(hamlet: Hamlet) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps the transaction that wrote a row")
    election, keys = hamlet.begun(Way.PHONE)
    vote(hamlet, election, 3, keys[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text, cmin::text FROM units_tally WHERE election_id = %s", [election])
        assert len(cursor.fetchall()) == 1


def test_the_sums_are_gone_once_the_whole_is_known(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    for number in range(10):
        vote(hamlet, election, number, keys[0])
    commands.close_voting(actor=hamlet.officer, now=hamlet.now, election=election)
    assert not Tally.objects.filter(election=election).exists()
    assert Election.objects.get(pk=election).result["votes"][keys[0]] == 10


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.booleans()), max_size=25))
def test_every_household_that_voted_counts_once_and_no_vote_is_lost(
    hamlet: Hamlet, taps: list[tuple[int, int, bool]]
) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    expected: dict[int, str] = {}
    for number, picked, again in taps:
        choice = [*keys, "blank"][picked]
        for _ in range(2 if again else 1):
            vote(hamlet, election, number, choice)
        expected.setdefault(number, choice)
    assert RollEntry.objects.filter(election=election, channel="phone").count() == len(expected)
    stored = dict(Tally.objects.filter(election=election).values_list("choice", "count"))
    assert stored == {choice: list(expected.values()).count(choice) for choice in (*keys, "blank")}
    assert hamlet.stage(election) == Stage.VOTING
    commands.call_off(actor=hamlet.officer, now=hamlet.now, election=election, reason="x")
