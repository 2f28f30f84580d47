"""The demonstration's duties: areas, two months of rounds, a river and trees, meetings, who reaches whom."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from shihu.base.registry.queries import people_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.linkages import commands
from shihu.services.linkages.errors.sanitation import SameEyes
from shihu.services.linkages.queries import meetings, sanitation, welfare
from shihu.services.linkages.rules.sanitation.rota import monday
from shihu.services.linkages.rules.welfare import is_able
from shihu.services.linkages.types import Material, NewDecision, NewWork, Point, SheetItem
from shihu.services.units.queries import own_seat, streets_of, units_on
from shihu.services.units.types import UnitRow

PILOTS = ("141130101201", "141130101202", "141130101203")
SHANGJIAGOU = "141130101202"
_SPACE = UUID("5f1b5a5e-5a3c-4d53-9d0f-3a0f5b1c7a11")
ITEMS = (
    SheetItem("rubbish", "路面、沟渠无垃圾", 25),
    SheetItem("stacks", "柴草、粪土、农具堆放整齐", 20),
    SheetItem("water", "污水不上路", 15),
    SheetItem("walls", "墙面无乱贴乱画", 10),
    SheetItem("vines", "院前葡萄、花草有人管护", 20, "beauty"),
    SheetItem("green", "行道树成活、无攀折", 10, "beauty"),
)
AREAS = (
    "主街东段至井台",
    "主街西段至戏台",
    "河道北岸和小桥",
    "村口广场周边",
    "后沟路两侧",
    "文化活动室周围",
    "坡上台阶和水渠",
    "老槐树下和碾盘院",
)
Progress = Callable[[int, int, str], None]


def give_duties(*, officer: Actor, cadres: dict[str, Actor], member: Actor, now: datetime, progress: Progress) -> None:
    """Give the pilots' units what they have after a summer: each village inspected by its cadre, or the officer."""
    began = date(2019, 6, 3)
    commands.write_sheet(actor=officer, now=_at(began), place=PILOTS[0][:9], items=ITEMS, valid_from=began)
    for number, village in enumerate(PILOTS):
        progress(number, len(PILOTS), village)
        cadre = cadres.get(village, officer)
        units = units_on(village, on=began)
        _areas(cadre, _at(began), units)
        _rounds(cadre, officer, village, now)
        _reach(officer, _at(date(2019, 6, 10)), village)
        _meetings(cadre, units if village == SHANGJIAGOU else units[::4], now)
    _stories(officer, cadres[SHANGJIAGOU], member, now)
    _works(officer, cadres[SHANGJIAGOU], now)


def _areas(actor: Actor, now: datetime, units: Sequence[UnitRow]) -> None:
    """Each street of a hamlet is cut among the units whose houses stand along it, in the order of their doors."""
    streets = streets_of(units)
    by_hamlet: dict[str, list[UnitRow]] = {}
    for unit in units:
        by_hamlet.setdefault(unit.hamlet, []).append(unit)
    stretches: dict[UUID, tuple[Point, ...]] = {}
    for hamlet, there in by_hamlet.items():
        stretches |= _stretches(there, streets.get(hamlet, ()))
    for number, unit in enumerate(units):
        homes = tuple(sorted(set(_homes(unit))))
        if len(homes) < 2:
            continue
        words, corners = AREAS[number % len(AREAS)], stretches.get(unit.key, homes)
        commands.draw_area(actor=actor, now=now, unit=unit.key, words=words, shape="line", corners=corners)


def _homes(unit: UnitRow) -> list[Point]:
    return [(s.lon, s.lat) for s in unit.seats if s.lon is not None and s.lat is not None]


def _stretches(units: Sequence[UnitRow], lines: Sequence[Sequence[Point]]) -> dict[UUID, tuple[Point, ...]]:
    """Cut the lines: a unit keeps of the one along which most of its doors stand as much as its doors are of all."""
    along: dict[int, list[tuple[float, int, UUID]]] = {}
    for unit in units:
        doors: dict[int, list[float]] = {}
        for home in _homes(unit):
            number = min(range(len(lines)), key=lambda at: _foot(home, lines[at])[0], default=None)
            if number is not None:
                doors.setdefault(number, []).append(_foot(home, lines[number])[1])
        if doors:
            number, shares = max(doors.items(), key=lambda one: len(one[1]))
            along.setdefault(number, []).append((sum(shares) / len(shares), len(shares), unit.key))
    cut: dict[UUID, tuple[Point, ...]] = {}
    for number, there in along.items():
        whole, begun = sum(many for _middle, many, _key in there), 0
        for _middle, many, key in sorted(there):
            cut[key] = _between(lines[number], begun / whole, (begun + many) / whole)
            begun += many
    return cut


def _foot(home: Point, line: Sequence[Point]) -> tuple[float, float]:
    """How far a door is from the nearest corner of a line, and the share of the line up to there."""
    apart, spot = min(((at[0] - home[0]) ** 2 + (at[1] - home[1]) ** 2, spot) for spot, at in enumerate(line))
    return apart, spot / (len(line) - 1)


def _between(line: Sequence[Point], first: float, last: float) -> tuple[Point, ...]:
    """The part of a line between two shares of its corners."""

    def at(share: float) -> Point:
        number, rest = divmod(share * (len(line) - 1), 1)
        one, two = line[int(number)], line[min(int(number) + 1, len(line) - 1)]
        return one[0] + (two[0] - one[0]) * rest, one[1] + (two[1] - one[1]) * rest

    corners = [spot for n, spot in enumerate(line) if first < n / (len(line) - 1) < last]
    return (at(first), *corners, at(last))


def _rounds(cadre: Actor, officer: Actor, village: str, now: datetime) -> None:
    """Two rounds a month of every hamlet since June in the village of the stories, one since July in the others."""
    days = [date(2019, 7, 12), date(2019, 8, 9)]
    if village == SHANGJIAGOU:
        days = [date(2019, 6, 14), date(2019, 6, 28), date(2019, 7, 12), date(2019, 7, 26), date(2019, 8, 9)]
    hamlets = sorted({told.hamlet for told in sanitation.areas_at(village, on=now.date(), lanes=False)})
    for at, day in enumerate(days):
        for place, hamlet in enumerate(hamlets):
            when = _at(day)
            key = commands.open_round(actor=cadre, now=when, hamlet=hamlet)
            there = sanitation.areas_at(hamlet, on=day, lanes=False)[0]
            for number, unit in enumerate(there.order):
                off = _off(number + 3 * place, at)
                words = "碾盘旁有一堆柴草，渠口堵了" if sum(off.values()) > 20 else ""
                sent = uuid5(_SPACE, f"{key} {unit}")
                commands.score_area(actor=cadre, now=when, key=sent, round=key, unit=unit, off=off, words=words)
            drawn = commands.close_round(
                actor=cadre, now=when + timedelta(hours=3), key=key, seed=f"{day:%Y%m%d}{hamlet[-5:]}"
            )
            if cadre.key == officer.key or at == len(days) - 1:
                continue
            for unit in drawn:
                again = _off(there.order.index(unit) + 3 * place, at)
                if at % 2:
                    again["water"] = 8
                sent = uuid5(_SPACE, f"{key} {unit} again")
                later = when + timedelta(days=2)
                commands.score_area(actor=officer, now=later, key=sent, round=key, unit=unit, off=again)


def _off(unit: int, at: int) -> dict[str, int]:
    """Points off by rule: most have a little wrong, few nothing; the bad ones get fewer over the summer."""
    luck = (unit * unit * 5 + unit * 3 + at * 7) % 11
    small = {5: {"walls": 5}, 6: {"green": 5}, 7: {"water": 8}, 8: {"walls": 5, "green": 5}}
    if luck > 4 + (5 - at) // 3:
        return small.get(luck, {})
    found = {"rubbish": 13} if luck % 2 else {"stacks": 10}
    if luck == 0:
        found["vines"] = 10
    return found


def _reach(officer: Actor, now: datetime, village: str) -> None:
    """Link what the rule suggests, but for a few households that still wait."""
    suggested = list(meetings.reach_at(village, on=now.date()).suggested.items())
    kept = dict(suggested[: -max(1, len(suggested) // 12)])
    if kept:
        commands.link_reach(actor=officer, now=now, village=village, links=kept)


def _meetings(cadre: Actor, units: Sequence[UnitRow], now: datetime) -> None:
    """Every unit met in July and is called for the next week; what was decided is half done."""
    for number, unit in enumerate(units):
        held = _at(date(2019, 7, 5 + number % 20), 19)
        key = commands.call_meeting(
            actor=cadre,
            now=held - timedelta(days=3),
            unit=unit.key,
            at=held,
            where="户长家院里",
            agenda=("上半月卫生检查情况", "秋收前的公益劳动", "安全隐患互查"),
        )
        homes = [seat.household for seat in unit.seats]
        came = [home for at, home in enumerate(homes) if (at + number) % 7]
        against = number % 3 if len(came) > 5 else 0
        decisions = (
            NewDecision("每周一早上集中清扫一次", len(came) - against, against, 0, homes[0], date(2019, 8, 10)),
            NewDecision("八月底前清完渠口淤泥", len(came) - 1, 0, 1, homes[-1], date(2019, 8, 28)),
        )
        later = held + timedelta(hours=2)
        commands.keep_minutes(
            actor=cadre, now=later, key=key, came=came, decisions=decisions, minutes="大家同意轮流值日，老人户不排班。"
        )
        if number % 2 == 0:
            _found, row = meetings.meeting(key, actor=cadre, on=now.date())
            commands.finish_task(actor=cadre, now=later + timedelta(days=9), key=row.decisions[0].key)
        if number % 4 == 0:
            commands.call_meeting(
                actor=cadre,
                now=now - timedelta(days=1),
                unit=unit.key,
                at=_at(date(2019, 8, 18), 19),
                where="文化活动室",
                agenda=("八月卫生检查", "中秋慰问老人"),
            )
        if number % 4 == 1:
            _told_of_points(cadre, unit, number)


def _told_of_points(cadre: Actor, unit: UnitRow, number: int) -> None:
    """A short meeting of this week, to which the rule book gives points since August."""
    held = _at(date(2019, 8, 13), 19)
    key = commands.call_meeting(
        actor=cadre,
        now=held - timedelta(days=2),
        unit=unit.key,
        at=held,
        where="户长家院里",
        agenda=("公布七月积分", "谁去栽通村路两侧的树"),
    )
    homes = [seat.household for seat in unit.seats]
    came = [home for at, home in enumerate(homes) if (at + number) % 4]
    decision = NewDecision("周四早上一起去栽树，带铁锹", len(came), 0, 0, homes[0], date(2019, 8, 15))
    commands.keep_minutes(
        actor=cadre,
        now=held + timedelta(hours=1),
        key=key,
        came=came,
        decisions=(decision,),
        minutes="七月积分各户都看过，没有不同意见。",
    )


def _stories(officer: Actor, cadre: Actor, member: Actor, now: datetime) -> None:
    """The member's unit objects to its last round; a household is excused; a swap is asked for."""
    own = own_seat(member)
    if own is None:
        return
    told = sanitation.unit_sanitation(own.unit, actor=member, on=now.date())
    lost = next((one for one in told.rounds if (c := one.counts(own.unit)) and c.points < 100), None)
    newest = told.rounds[0] if told.rounds else None
    if lost is not None and lost.on >= date(2019, 7, 12):
        words = "柴草是当天早上才卸下的，中午就码好了"
        when = _at(lost.on + timedelta(days=1))
        key = commands.object_to_score(actor=member, now=when, round=lost.key, unit=own.unit, words=words)
        # Where the draw sent the officer there again, the answer waits for somebody else.
        with suppress(SameEyes):
            commands.answer_score_objection(
                actor=officer,
                now=when + timedelta(days=1),
                key=key,
                answer="查了照片，柴草当天已码好，改为不扣分",
                off={},
            )
    elif newest is not None:
        when = _at(newest.on + timedelta(days=1))
        commands.object_to_score(actor=member, now=when, round=newest.key, unit=own.unit, words="请再看一次碾盘边")
    homes = list(told.opened.homes)
    other = next((home for home in reversed(homes) if home != own.household), None)
    if other is not None:
        commands.excuse(
            actor=cadre, now=_at(date(2019, 7, 1)), unit=own.unit, household=other, reason="老人独居，腿脚不便"
        )
    plan = sanitation.plan_of(own.unit, until=now.date() + timedelta(weeks=5))
    if plan is None:
        return
    ahead = [turn for turn in plan.turns if turn.week > monday(now.date()) and turn.household]
    mine = next((turn.week for turn in ahead if turn.household == own.household), None)
    theirs = next((turn.week for turn in ahead if turn.household != own.household), None)
    if mine and theirs:
        commands.ask_swap(actor=member, now=now - timedelta(hours=12), unit=own.unit, week=mine, other_week=theirs)


def _works(officer: Actor, cadre: Actor, now: datetime) -> None:
    """A river cleaned in July and accepted, trees planted in August and under way, a ditch only planned."""
    river = NewWork(
        SHANGJIAGOU,
        "river",
        "清理康城河尚家沟段",
        "小桥至村口河道",
        1260,
        "metres",
        date(2019, 7, 6),
        date(2019, 7, 8),
        (Material("编织袋（条）", 400), Material("铁锹（把）", 60)),
    )
    key = commands.plan_work(actor=cadre, now=_at(date(2019, 6, 24)), new=river)
    commands.fix_parts(actor=cadre, now=_at(date(2019, 6, 25)), key=key, method="households")
    _labour(cadre, officer, key, [date(2019, 7, 6), date(2019, 7, 7)], material="编织袋（条）", accepted=range(1, 99))
    trees = NewWork(
        SHANGJIAGOU,
        "greening",
        "通村路两侧补栽油松",
        "通村路一公里",
        600,
        "trees",
        date(2019, 8, 12),
        date(2019, 8, 20),
        (Material("油松苗（株）", 620), Material("浇水桶（个）", 40)),
        method="workers",
    )
    key = commands.plan_work(actor=cadre, now=_at(date(2019, 8, 5)), new=trees)
    commands.fix_parts(actor=cadre, now=_at(date(2019, 8, 6)), key=key, method="workers")
    _labour(cadre, officer, key, [date(2019, 8, 13)], material="油松苗（株）", accepted=range(1, 2), every=3)
    ditch = NewWork(
        SHANGJIAGOU,
        "lanes",
        "后沟排水渠清淤",
        "后沟路下段",
        85,
        "cubic",
        date(2019, 8, 24),
        date(2019, 8, 25),
        (Material("架子车（辆）", 12),),
    )
    commands.plan_work(actor=cadre, now=now - timedelta(hours=20), new=ditch)


def _labour(
    cadre: Actor, officer: Actor, work: UUID, days: Sequence[date], *, material: str, accepted: range, every: int = 1
) -> None:
    told = welfare.work(work, actor=cadre)
    said = "河底见石，垃圾外运" if told.new.kind == "river" else "株株扶正，浇透水"
    first = days[0]
    units = {unit.key: unit for unit in units_on(SHANGJIAGOU, on=first)}
    homes = {seat.household: unit.key for unit in units.values() for seat in unit.seats}
    able: dict[UUID, list[tuple[UUID, UUID]]] = {}
    for person in people_of(list(homes), actor=SYSTEM, on=first):
        if is_able(person.birth, first):
            able.setdefault(homes[person.household], []).append((person.household, person.person))
    for number, share in enumerate(told.shares[::every]):
        unit = share.part.unit
        came = [one for at, one in enumerate(able.get(unit, [])) if (at + number) % 3 == 0]
        asked = units[unit].seats[:6] if number < 4 else ()
        for home in (seat.household for seat in asked):
            comes = any(home == household for household, _person in came)
            when = _at(first - timedelta(days=2))
            commands.answer_call(actor=cadre, now=when, share=share.key, household=home, comes=comes)
        for at, day in enumerate(days):
            minutes = {person: 240 + 60 * ((at + spot) % 4) for spot, (_home, person) in enumerate(came)}
            if minutes:
                commands.note_hours(actor=cadre, now=_at(day, 18), share=share.key, on=day, minutes=minutes)
        given = share.part.quantity // 3 + 5
        moment = _at(days[-1], 18)
        for kind, quantity in (("received", given), ("used", given - 4), ("returned", 4 if number in accepted else 1)):
            commands.note_material(
                actor=cadre, now=moment, share=share.key, material=material, kind=kind, quantity=quantity, on=days[-1]
            )
        if number in accepted:
            short = 6 if number % 5 == 2 else 0
            commands.accept_part(
                actor=officer,
                now=_at(days[-1] + timedelta(days=3)),
                share=share.key,
                measured=share.part.quantity - short,
                words=said if not short else "桥下还差一截",
            )


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 0)))
