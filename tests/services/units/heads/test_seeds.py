"""The demonstration's heads: chosen by the commands, the same each time."""

from datetime import timedelta

from django.utils import timezone
from tests.services.units.conftest import TOWN, VILLAGE, Village
from tests.services.units.heads.conftest import Hamlet, unit_of

from shihu.base.audit.queries import verify
from shihu.services.units import queries
from shihu.services.units.models import Election, HeadTerm
from shihu.services.units.seeds import elect_heads
from shihu.services.units.types import Stage


def chosen(hamlet: Hamlet) -> list[tuple[str, str]]:
    elect_heads(actor=hamlet.officer, now=hamlet.now, villages=(VILLAGE,), progress=lambda *_: None)
    return list(HeadTerm.objects.order_by("unit__ordinal", "office").values_list("office", "person__name"))


def test_every_unit_has_its_head_by_nomination_count_and_result_and_the_same_each_time(
    hamlet: Hamlet, village: Village
) -> None:
    unit_of(village.settle(9, f"{VILLAGE}002"), ordinal=2)
    first = chosen(hamlet)
    assert [office for office, _name in first] == ["deputy", "head", "deputy", "head"]
    assert set(Election.objects.values_list("stage", flat=True)) == {Stage.IN_OFFICE.value}
    for election in Election.objects.all():
        told = election.result
        assert sum(told["votes"].values()) + told["blank"] + told["unused"] == told["handed_out"]
        assert election.tellers.count() == 2
    on = timezone.localdate(hamlet.now) + timedelta(days=7)
    told = queries.every_village_has_heads(TOWN, actor=hamlet.officer, on=on)
    assert [village.is_complete for village in told if village.units] == [True]
    assert verify().holds
    # Again from nothing: the same people. And where all have heads, nothing is done.
    HeadTerm.objects.all().delete()
    assert chosen(hamlet) == first
    assert chosen(hamlet) == first
