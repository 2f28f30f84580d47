"""Sanitation, village work and meetings in the table: a unit in force in the village's other hamlet.

The villager and the head of the first hamlet sit in no unit, so that they find nothing here; what members of the unit
itself may do stands in tests/services/linkages/duties.
"""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from tests.permissions.table import CLASH, MOVED, NO, OK, WRONG, Row
from tests.permissions.world import World
from tests.village.people import SHANGGOU, SHANGJIAGOU, TOWNSHIP, Cast

from shihu.base.audit.queries import within
from shihu.services.linkages import commands
from shihu.services.linkages.models import MeetingDecision, ReachLink, RotaSwap, ScoreObjection, WorkHours, WorkShare
from shihu.services.linkages.types import NewDecision, NewWork, SheetItem
from shihu.services.units.models import Seat, Unit

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_KEEPS = {"officer": OK, "cadre": OK, "auditor": NO}
_WRONG = {"officer": WRONG, "cadre": WRONG, "auditor": NO}
_ACTS = {"officer": MOVED, "cadre": MOVED, "auditor": NO}
_PLACE = f"?place={SHANGJIAGOU}"

ROWS: tuple[Row, ...] = (
    Row("linkages_village", _SEES),
    Row("linkages_own", {"head": OK, "villager": OK}),
    *(Row(f"linkages_sanitation_{page}", _SEES, query=_PLACE) for page in ("village", "month", "export")),
    *(Row(f"linkages_sanitation_{page}", _SEES) for page in ("unit", "round", "found")),
    Row("linkages_sanitation_sheets", _SEES, query=_PLACE),
    Row("linkages_sanitation_sheets", {"officer": WRONG, "cadre": NO, "auditor": NO}, method="post", query=_PLACE),
    Row("linkages_sanitation_area", _KEEPS),
    Row("linkages_sanitation_area", _WRONG, method="post"),
    Row("linkages_sanitation_excuse", _WRONG, method="post"),
    Row("linkages_sanitation_excuse_end", _ACTS, method="post"),
    Row("linkages_sanitation_swap", _WRONG, method="post"),
    # Only the two households answer each other.
    Row("linkages_sanitation_swap_answer", {"officer": NO, "cadre": NO, "auditor": NO}, method="post"),
    Row("linkages_sanitation_open", _ACTS, method="post", data={"hamlet": SHANGGOU}),
    Row("linkages_sanitation_score", _KEEPS),
    Row("linkages_sanitation_score", _WRONG, method="post"),
    Row("linkages_sanitation_close", {"officer": CLASH, "cadre": CLASH, "auditor": NO}, method="post"),
    Row("linkages_sanitation_mend", _ACTS, method="post"),
    Row("linkages_sanitation_object", {"officer": NO, "cadre": NO, "auditor": NO}, method="post"),
    Row("linkages_sanitation_answer", _KEEPS),
    Row("linkages_sanitation_answer", _WRONG, method="post", data={"upholds": "maybe"}),
    *(Row(f"linkages_welfare_{page}", _SEES, query=_PLACE) for page in ("village", "hours", "export")),
    Row("linkages_welfare_plan", _KEEPS, query=_PLACE),
    Row("linkages_welfare_plan", _WRONG, method="post", query=_PLACE),
    *(Row(f"linkages_welfare_{page}", _SEES) for page in ("work", "part")),
    Row("linkages_welfare_household", _SEES, query="?year=2019"),
    Row("linkages_welfare_fix", _ACTS, method="post", data={"method": "households"}),
    Row("linkages_welfare_answer", {"officer": WRONG, "cadre": WRONG, "auditor": WRONG}, method="post"),
    Row("linkages_welfare_note", _KEEPS),
    Row("linkages_welfare_note", _WRONG, method="post"),
    Row("linkages_welfare_material", _WRONG, method="post"),
    Row("linkages_welfare_accept", _WRONG, method="post"),
    Row("linkages_meetings_village", _SEES, query=_PLACE),
    *(Row(f"linkages_meetings_{page}", _SEES) for page in ("unit", "meeting", "print")),
    Row("linkages_meetings_call", _KEEPS),
    Row("linkages_meetings_call", _WRONG, method="post"),
    Row("linkages_meetings_keep", {"officer": CLASH, "cadre": CLASH, "auditor": NO}),
    Row("linkages_meetings_keep", {"officer": CLASH, "cadre": CLASH, "auditor": NO}, method="post"),
    Row("linkages_meetings_done", _ACTS, method="post"),
    # Who is in the Party and whom they reach is not the auditor's business.
    Row("linkages_meetings_reach", _KEEPS, query=_PLACE),
    Row("linkages_meetings_reach_export", _KEEPS, query=_PLACE),
    Row("linkages_meetings_link", _WRONG, method="post", data={"village": SHANGJIAGOU}),
    Row("linkages_meetings_unlink", _ACTS, method="post", data={"link": str(UUID(int=77))}),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """Give the unit an area, a round, an objection, a work, a meeting and a link."""
    unit = Unit.objects.filter(within("hamlet_id", [SHANGGOU]), since__isnull=False).order_by("ordinal")[0]
    today = timezone.localdate(now)
    homes = list(Seat.objects.filter(unit=unit, since__isnull=False, until=None).order_by("household__code"))
    seats = [(seat.lon, seat.lat) for seat in homes if seat.lon is not None and seat.lat is not None]
    commands.draw_area(
        actor=cast.cadre, now=now, unit=unit.pk, words="主街", shape="line", corners=sorted(set(seats))[:4]
    )
    items = [SheetItem("clean", "无垃圾", 40)]
    commands.write_sheet(actor=cast.officer, now=now, place=TOWNSHIP, items=items, valid_from=today)
    held = commands.open_round(actor=cast.cadre, now=now, hamlet=SHANGGOU)
    score = commands.score_area(actor=cast.cadre, now=now, key=uuid4(), round=held, unit=unit.pk, off={"clean": 20})
    commands.close_round(actor=cast.cadre, now=now, key=held, seed="s")
    excused = commands.excuse(actor=cast.cadre, now=now, unit=unit.pk, household=homes[0].household_id, reason="年老")
    found: dict[str, object] = {"key": held, "unit": unit.pk}
    world.keys |= {
        **{f"linkages_sanitation_{name}": {"key": unit.pk} for name in ("unit", "area", "excuse", "swap")},
        **{f"linkages_sanitation_{name}": {"key": held} for name in ("round", "close")},
        **{f"linkages_sanitation_{name}": found for name in ("found", "score", "object")},
        "linkages_sanitation_excuse_end": {"key": excused},
        "linkages_sanitation_swap_answer": {"key": _swapped(now, unit.pk)},
        "linkages_sanitation_mend": {"key": score},
        "linkages_sanitation_answer": {"key": _objected(now, held, unit.pk)},
    }
    world.keys["linkages_village"] = {"code": SHANGJIAGOU}
    _welfare(world, cast, now, unit.pk, homes[0])
    _meetings(world, cast, now, unit.pk, homes)


def _swapped(now: datetime, unit: UUID) -> UUID:
    homes = Seat.objects.filter(unit=unit, since__isnull=False, until=None).values_list("household_id", flat=True)[:2]
    week = timezone.localdate(now) + timedelta(weeks=2)
    return RotaSwap.objects.create(
        unit_id=unit,
        week=week,
        household_id=homes[0],
        other_week=week + timedelta(weeks=1),
        other_id=homes[1],
        asked_by="赵一",
        asked_on=timezone.localdate(now),
    ).pk


def _objected(now: datetime, held: UUID, unit: UUID) -> UUID:
    return ScoreObjection.objects.create(
        round_id=held, unit_id=unit, words="当天已清", raised_by="赵一", raised_at=now
    ).pk


def _welfare(world: World, cast: Cast, now: datetime, unit: UUID, seat: Seat) -> None:
    today = timezone.localdate(now)
    new = NewWork(SHANGJIAGOU, "river", "清理河道", "小桥", 100, "metres", today, today)
    planned = commands.plan_work(actor=cast.cadre, now=now, new=new)
    running = commands.plan_work(actor=cast.cadre, now=now, new=new)
    commands.fix_parts(actor=cast.cadre, now=now, key=running, method="households")
    share = WorkShare.objects.get(work=running, unit=unit)
    person = seat.household.householder_id
    WorkHours.objects.create(
        share=share,
        household_id=seat.household_id,
        person_id=person,
        on=today,
        minutes=60,
        noted_by="赵一",
        noted_at=now,
    )
    world.keys |= {
        "linkages_welfare_work": {"key": running},
        "linkages_welfare_fix": {"key": planned},
        "linkages_welfare_household": {"household": seat.household_id},
        **{f"linkages_welfare_{n}": {"key": share.pk} for n in ("part", "answer", "note", "material", "accept")},
    }


def _meetings(world: World, cast: Cast, now: datetime, unit: UUID, homes: list[Seat]) -> None:
    meeting = commands.call_meeting(
        actor=cast.cadre,
        now=now,
        unit=unit,
        at=now,
        where="院里",
        agenda=["卫生"],
    )
    came = [seat.household_id for seat in homes]
    decided = NewDecision("扫街", len(came), owner=came[0], due=date(2019, 9, 1))
    commands.keep_minutes(actor=cast.cadre, now=now, key=meeting, came=came, decisions=[decided])
    task = MeetingDecision.objects.get(meeting=meeting)
    ReachLink.objects.create(
        pk=UUID(int=77),
        member_id=homes[0].household.householder_id,
        household_id=came[1],
        since=timezone.localdate(now),
        linked_by="x",
    )
    world.keys |= {
        **{f"linkages_meetings_{name}": {"key": unit} for name in ("unit", "call")},
        **{f"linkages_meetings_{name}": {"key": meeting} for name in ("meeting", "keep", "print")},
        "linkages_meetings_done": {"key": task.pk},
    }
