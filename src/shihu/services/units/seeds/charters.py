"""The demonstration's charter template, and the charters of the units in force, signed on paper."""

from collections.abc import Callable
from datetime import datetime

from shihu.kernel.actors import Actor
from shihu.services.units.commands import approve_template, draft_charter, draft_template, sign_on_paper
from shihu.services.units.queries import charter_states, own_units, unit_charters
from shihu.services.units.types import Clause, Value

TITLE = "十户联体公约"
CLAUSES = (
    Clause(
        "name",
        "名称与自愿",
        "本联体名称为【单元名称】。各户自愿加入，不以贫富、党群分高低，遇事商量着办。",
    ),
    Clause(
        "area",
        "片区责任",
        "【单元名称】负责【责任区】的卫生保洁和绿化管护，各户门前由各户自管，公共地段轮流打扫。",
    ),
    Clause(
        "meeting", "碰头会", "每月【会议日】日由户长召集碰头会，每户到一名成年人，所议之事记在本上，各户可随时查看。"
    ),
    Clause(
        "labour",
        "公益劳动",
        "每户每年出义务工【义务工天数】天，用于村内绿化、河道整治等公益事。老弱病残户免出，不得以钱抵工。",
    ),
    Clause(
        "dues", "会费", "每户每年交会费【会费】元，用于清洁工具和集体活动，收支每季度向各户公开。困难户经各户同意可免。"
    ),
    Clause("help", "互帮互助", "农忙换工，技术相帮，有难相助。谁家遇大病大灾，户长当天报村委会，各户先帮一把。"),
    Clause(
        "honest", "诚实守信", "借钱按时还，卖货不掺假。任何人不得要求他人为其贷款担保；是否联保由每名成年人另行签字。"
    ),
    Clause("quarrel", "矛盾化解", "邻里纠纷先由户长调解，户长是当事人的由副户长或村民小组调解，调不成的报村党支部。"),
    Clause("customs", "文明乡风", "红白喜事从简，孝敬老人，不赌博，不攀比彩礼。"),
    Clause(
        "exit",
        "退出",
        "任何一户可以退出，提前【退出预告天数】天告知户长即可，不扣已交会费之外的钱物，不影响其应享的政策。",
    ),
)
# What the units of a hamlet take on by turns: the street that each one keeps.
AREAS = (
    "主街东段至井台",
    "主街西段至戏台",
    "河道北岸和小桥",
    "村口广场和停车场",
    "后沟路两侧",
    "文化活动室周围",
    "坡上台阶和水渠",
    "老槐树下和碾盘院",
)


def write_template(*, actor: Actor, now: datetime, township: str) -> None:
    """Write and approve the township's template."""
    key = draft_template(actor=actor, now=now, place=township, title=TITLE, clauses=CLAUSES)
    approve_template(actor=actor, now=now, key=key)


def agree_charters(
    *,
    actor: Actor,
    drafted: datetime,
    signed: datetime,
    village: str,
    unsigned: int = 0,
    progress: Callable[[int, int, str], None],
) -> None:
    """Draft a charter for each unit in force of a village and enter the sheet that its households signed.

    The last ``unsigned`` units wait for one household each, as happens.
    """
    states = charter_states(village, actor=actor, today=drafted.date())
    for number, state in enumerate(states):
        progress(number, len(states), village)
        key = draft_charter(actor=actor, now=drafted, unit=state.unit, values=values_of(number))
        told = unit_charters(state.unit, actor=actor, today=signed.date())
        signers = {sitting.household: sitting.householder for sitting in told.sitting}
        if number >= len(states) - unsigned:
            signers.popitem()
        sheet = f"{state.name}-1"
        sign_on_paper(actor=actor, now=signed, key=key, sheet=sheet, signed_on=signed.date(), signers=signers)


def offer_dues(*, actor: Actor, now: datetime, dues: int) -> None:
    """Let a head open the next version of the own unit's charter, with other dues (fen): its households sign anew."""
    for unit in own_units(actor=actor)[:1]:
        told = unit_charters(unit.key, actor=actor, today=now.date())
        for newest in told.versions[:1]:
            draft_charter(actor=actor, now=now, unit=unit.key, values={**newest.values, "dues": dues})


def values_of(number: int) -> dict[str, Value]:
    """What the ``number``-th unit of a village writes into its charter: dues in fen."""
    return {
        "duty_area": AREAS[number % len(AREAS)],
        "meeting_day": 5 + number % 3 * 10,
        "labour_days": 6,
        "dues": 2000,
        "exit_notice": 30,
    }
