"""The demonstration's safety: rounds, hazards in every state, look-ins."""

from datetime import datetime, timedelta
from uuid import UUID

from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.linkages.commands import care, hazards
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.queries import safety as queries
from shihu.services.linkages.types.safety import NewCarePlan
from shihu.services.units.queries import SeatedHousehold, seated_households


def walk(*, village: str, cadre: Actor, officer: Actor, now: datetime, units: int, busy: bool) -> None:
    """Walk rounds over the first units of a village; where it is ``busy``, hazards and look-ins come of it."""
    seats = seated_households(place=village)
    by_unit: dict[UUID, list[SeatedHousehold]] = {}
    for seat in seats:
        by_unit.setdefault(seat.unit, []).append(seat)
    walked = list(by_unit.items())[-units:]
    for number, (unit, homes) in enumerate(walked):
        at = now - timedelta(days=40 - number * 3)
        round_ = commands.open_safety_round(actor=cadre, now=at, unit=unit, kind="flood" if number % 2 else "plain")
        commands.check_door(actor=cadre, now=at, key=round_, household=homes[0].household, found="away")
        if busy and number < len(_FOUND):
            _danger(number, round_, homes[1], cadre=cadre, officer=officer, at=at)
        commands.check_the_rest(actor=cadre, now=at, key=round_)
        commands.close_safety_round(actor=cadre, now=at, key=round_)
    # One is taken up by the village and, a week later, by the township; another one only by the village.
    for days in (14, 0):
        hazards.take_up_late_hazards(actor=SYSTEM, now=now - timedelta(days=days))
    if not busy:
        return
    _visits(village, cadre, now)


def _danger(number: int, round_: UUID, home: SeatedHousehold, *, cadre: Actor, officer: Actor, at: datetime) -> None:
    """What a round found at one door: mended and looked at, mended, in hand, late."""
    kind, grade, where, words, mender, days = _FOUND[number]
    hazard = hazards.report_hazard(
        actor=cadre,
        now=at,
        hamlet=home.unit_hamlet,
        kind=kind,
        grade=grade,
        where=f"{home.householder}家{where}",
        words=words,
        mender=mender or home.householder,
        mend_by=at.date() + timedelta(days=days) if days else None,
        household=home.household if home.hamlet == home.unit_hamlet else None,
        found_on_round=round_,
    )
    if number < 3:
        when = at + timedelta(days=min(days, 3) - 1, hours=2)
        hazards.mend_hazard(actor=cadre, now=when, hazard=hazard, words="已修好")
    if number < 2:
        later = at + timedelta(days=days + 1)
        hazards.recheck_hazard(actor=officer, now=later, hazard=hazard, holds=True, words="现场看过")


def _visits(village: str, cadre: Actor, now: datetime) -> None:
    """Look-ins of the last weeks, and two visit plans: children who do not keep their promise, and one who asked."""
    rows = queries.look_ins(village, actor=cadre, on=now.date())
    for number, row in enumerate(rows[:14]):
        if number < len(_PLANS):
            need, every, promise, clause, back = _PLANS[number]
            new = NewCarePlan(need=need, every=every, promise=promise, clause=clause)
            care.plan_care(actor=cadre, now=now - timedelta(days=back), person=row.person, new=new)
        found, line = _LINES[number % len(_LINES)]
        commands.look_in(
            actor=cadre,
            now=now - timedelta(days=2 + number * 3),
            person=row.person,
            found=found,
            line=line,
            kept=number > 0 if number < len(_PLANS) else None,
        )


# Need, days apart, what the children promised, clause, made so many days ago.
_PLANS = (
    ("neglected", 7, "两个儿子每月各给一百元，秋后各送二百斤玉米", "村规民约第十一条", 20),
    ("asked", 10, "女儿每周打一次电话，腊月接去过年", "", 15),
)
# Kind, grade, where, words, who mends (empty: the household), days.
_FOUND = (
    ("wiring", "serious", "西房电线", "老化裸露，插座发黑", "村电工", 7),
    ("well", "serious", "院外旱井", "井口没有盖", "", 5),
    ("slope", "grave", "窑后土崖", "下雨后新裂缝，有一掌宽", "村委会", 3),
    ("dog", "small", "门口大狗", "白天不拴，孩子上学绕路走", "", 0),
    ("stove", "serious", "烟囱", "接口松动，入冬前要换", "", 14),
    ("road", "serious", "门前小桥", "桥板断了一块", "村委会", 10),
)
_LINES = (
    ("well", "身体还好，水缸是满的。"),
    ("needs", "膝盖疼，要人帮着买药。"),
    ("well", "孩子电话打通了，说中秋回来。"),
    ("well", "刚从菜地回来，精神不错。"),
    ("needs", "屋顶漏了一处，要人上去看看。"),
)
