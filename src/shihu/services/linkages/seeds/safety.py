"""The demonstration's safety: rounds, hazards in every state, look-ins."""

from datetime import datetime, timedelta
from uuid import UUID

from shihu.kernel.actors import Actor
from shihu.services.linkages.commands import safety as commands
from shihu.services.linkages.queries import safety as queries
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
        commands.check_door(actor=cadre, now=at, round=round_, household=homes[0].household, found="away")
        if busy and number < len(_FOUND):
            kind, grade, where, words, mender, days = _FOUND[number]
            hazard = commands.report_hazard(
                actor=cadre,
                now=at,
                hamlet=homes[1].unit_hamlet,
                kind=kind,
                grade=grade,
                where=f"{homes[1].householder}家{where}",
                words=words,
                mender=mender or homes[1].householder,
                mend_by=at.date() + timedelta(days=days),
                household=homes[1].household if homes[1].hamlet == homes[1].unit_hamlet else None,
                round=round_,
            )
            if number < 3:
                commands.mend_hazard(actor=cadre, now=at + timedelta(days=days), hazard=hazard, words="已修好")
            if number < 2:
                commands.recheck_hazard(
                    actor=officer, now=at + timedelta(days=days + 1), hazard=hazard, holds=True, words="现场看过"
                )
        commands.check_the_rest(actor=cadre, now=at, round=round_)
        commands.close_safety_round(actor=cadre, now=at, round=round_)
    if not busy:
        return
    rows = queries.look_ins(village, actor=cadre, on=now.date())
    for number, row in enumerate(rows[:14]):
        found, line = _LINES[number % len(_LINES)]
        commands.look_in(
            actor=cadre, now=now - timedelta(days=2 + number * 3), person=row.person, found=found, line=line
        )


# Kind, grade, where, words, who mends (empty: the household), days.
_FOUND = (
    ("wiring", "serious", "西房电线", "老化裸露，插座发黑", "村电工", 7),
    ("well", "serious", "院外旱井", "井口没有盖", "", 5),
    ("slope", "grave", "窑后土崖", "下雨后新裂缝，有一掌宽", "村委会", 3),
    ("dog", "small", "门口大狗", "白天不拴，孩子上学绕路走", "", 20),
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
