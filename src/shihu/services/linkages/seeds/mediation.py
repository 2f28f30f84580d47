"""Disputes of the demonstration: settled by the head, past a head who is a party, gone up by the clock, heard."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from shihu.base.cases import commands as cases
from shihu.base.registry.queries import households, people_of
from shihu.base.registry.types.households import HouseholdFilter
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.linkages.commands import mediation as commands
from shihu.services.linkages.queries import mediation as queries
from shihu.services.linkages.types.mediation import (
    MediationLevel,
    MediationTerms,
    NewAgreement,
    NewHearing,
    Performed,
    Report,
)
from shihu.services.units.queries import people_in, roster

_CHINA = ZoneInfo("Asia/Shanghai")
TOWNSHIP = "141130101"
TIANJIAWA, SHANGJIAGOU, ZHIJIN = f"{TOWNSHIP}201", f"{TOWNSHIP}202", f"{TOWNSHIP}203"
RULES_SINCE = datetime(2019, 3, 1, 9, 0, tzinfo=_CHINA)
BROTHERS = ("赵春生", "赵秋生", "赵冬生")


def _at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2019, month, day, hour, 0, tzinfo=_CHINA)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit with a head: the head's household and the others'."""

    head: str
    others: tuple[str, ...]


def seed_disputes(*, officer: Actor, cadres: dict[str, Actor], now: datetime) -> int:
    """Make the disputes through the commands. Returns how many there are."""
    commands.set_terms(
        actor=officer, now=RULES_SINCE, place=TOWNSHIP, terms=MediationTerms(RULES_SINCE.date(), 7, 8, 15, "ND", 30)
    )
    made = 0
    for place in (SHANGJIAGOU, TIANJIAWA, ZHIJIN):
        _lists(cadres.get(place, officer), place)
    made += _land_swap(cadres[SHANGJIAGOU])
    zhijin, tianjiawa, home = cadres.get(ZHIJIN, officer), cadres[TIANJIAWA], cadres[SHANGJIAGOU]
    first, second = _units(tianjiawa, TIANJIAWA)
    _by_word(tianjiawa, first)
    _past_the_head(tianjiawa, second)
    first, second = _units(zhijin, ZHIJIN)
    _by_clock(zhijin, first)
    _hearing(zhijin, second)
    first, second = _units(home, SHANGJIAGOU)
    _running(home, first, now)
    _paused(home, second, now)
    return made + 6


def _lists(actor: Actor, place: str) -> None:
    """Two who mediate for the groups and five of the hearing panel, Party members first."""
    rows = households(actor=actor, on=RULES_SINCE.date(), filters=HouseholdFilter(place=place, party="yes"), limit=60)
    people = people_of([row.key for row in rows.rows], actor=actor, on=RULES_SINCE.date())
    able = [p for p in people if p.is_party_member and p.is_able and p.name != "赵二虎"]
    spread = able[:: max(1, len(able) // 7)][:7]
    for at, person in enumerate(spread):
        level = MediationLevel.GROUP if at < 2 else MediationLevel.PANEL
        commands.keep_mediator(
            actor=actor, now=RULES_SINCE, place=place, level=level, person=f"{person.name} {person.code}"
        )


def _land_swap(cadre: Actor) -> int:
    """The dispute of the page: 姚福海 and the three brothers 赵, settled by the head of their unit."""
    found = {
        name: next(
            row.code
            for row in households(
                actor=cadre, on=date(2019, 5, 1), filters=HouseholdFilter(place=f"{SHANGJIAGOU}001", text=name)
            ).rows
            if row.householder == name
        )
        for name in ("姚福海", *BROTHERS)
    }
    key = commands.report_dispute(
        actor=cadre,
        now=_at(5, 6),
        report=Report(
            side_a=(found["姚福海"],),
            side_b=tuple(found[name] for name in BROTHERS),
            matter="dispute.land",
            facts="2013年两家口头换地，姚福海的东梁1.2亩换赵家弟兄三块西洼地。赵家地里后来打了井，"
            "姚家说换亏了，要求换回；赵家已栽树，不同意。多次争吵，连续几年没有结果。",
            since_year=2013,
        ),
    )
    case = queries.case_key(key)
    cases.accept(actor=cadre, now=_at(5, 6, 15), key=case)
    cases.take_note(
        actor=cadre,
        now=_at(5, 8),
        key=case,
        text="户长赵二虎先分别到四家听意见，又叫上双方到地里看界，用绳子重新丈量。",
    )
    commands.draft_agreement(
        actor=cadre,
        now=_at(5, 10, 9),
        key=key,
        new=NewAgreement(
            facts="双方2013年口头换地，未写字据，面积没有丈量，水井使用没有说清，为此争执六年。",
            terms="一、换地照旧，以2019年5月8日丈量的界桩为准。\n二、西洼水井四家共用，姚福海每年有30天浇地时间，"
            "电费按用量分摊。\n三、赵家弟兄三家一次补给姚福海1200元，每家400元。\n四、以前的话都不再提。",
            performance="补款2019年5月31日前当面交清，户长作证；用水从2019年春浇起。",
            perform_by=date(2019, 5, 31),
        ),
    )
    _sign(cadre, key, _at(5, 11), date(2019, 6, 12))
    commands.record_performance(
        actor=cadre,
        now=_at(5, 30),
        key=key,
        on=date(2019, 5, 29),
        state=Performed.DONE,
        words="三家各交400元，姚福海当面收下；水井钥匙四家各一把。",
    )
    cases.record_return_visit(
        actor=cadre,
        now=_at(6, 12),
        key=case,
        visited_on=date(2019, 6, 12),
        words="四家都说没意见了。浇地按排好的日子轮，姚福海还给赵春生家帮了一天工。",
        holds=True,
    )
    return 1


def _sign(actor: Actor, key: UUID, at: datetime, visit: date) -> None:
    detail = queries.dispute(key, cases.read_case(actor=actor, now=at, key=queries.case_key(key)))
    assert detail.agreement is not None  # noqa: S101 - written a line above
    commands.sign_agreement(
        actor=actor,
        now=at,
        key=key,
        signed={signer.key: at.date() for signer in detail.agreement.signers},
        sealed_on=at.date(),
        visit_due=visit,
    )


def _units(actor: Actor, place: str) -> tuple[_Unit, _Unit]:
    """Two units of the village in which the page's dispute does not lie."""
    day, found = date(2019, 5, 1), []
    for row in roster(place, actor=actor, on=day):
        homes = [p for p in people_in(row.unit, on=day) if p.is_householder]
        if row.head is None or len(homes) < 4 or any(p.name in BROTHERS for p in homes):
            continue
        found.append(_Unit(row.head.code, tuple(p.code for p in homes if p.household != row.head.household)))
        if len(found) == 2:
            break
    return found[0], found[1]


def _report(
    actor: Actor, at: datetime, sides: tuple[str, str], matter: str, facts: str, year: int | None = None
) -> UUID:
    report = Report((sides[0],), (sides[1],), f"dispute.{matter}", facts, year)
    return commands.report_dispute(actor=actor, now=at, report=report)


def _by_word(actor: Actor, unit: _Unit) -> None:
    """A small matter that the head settled by word of mouth in two days; the return visit is due."""
    key = _report(
        actor,
        _at(7, 8),
        (unit.others[0], unit.others[1]),
        "neighbour",
        "前院排水流到后院墙根，下雨天积水，两家吵了一架。",
    )
    commands.end_dispute(
        actor=actor,
        now=_at(7, 10),
        key=key,
        outcome="oral",
        words="前院三天内接一截管子把水引到巷道排水沟，工料自己出；后院不再堵沟口。",
        visit_due=date(2019, 8, 12),
    )


def _past_the_head(actor: Actor, unit: _Unit) -> None:
    """The head's own household is a party: whoever stands next takes it, and it is settled in writing."""
    key = _report(
        actor,
        _at(7, 22),
        (unit.others[0], unit.head),
        "damage",
        "户长家的羊跑进玉米地，啃了约两分地的苗，赔多少说不拢。",
    )
    commands.draft_agreement(
        actor=actor,
        now=_at(7, 25, 9),
        key=key,
        new=NewAgreement(
            facts="2019年7月20日羊群进地，受损玉米约0.2亩，双方到地里点过苗数。",
            terms="户长家赔玉米200斤，秋收后交付；以后放羊绕开地边。",
            performance="2019年10月20日前送到受损户家中，双方过秤。",
            perform_by=date(2019, 10, 20),
        ),
    )
    _sign(actor, key, _at(7, 26), date(2019, 10, 25))


def _by_clock(actor: Actor, unit: _Unit) -> None:
    """Seven days passed with the head, eight with the group: the clock took it to the panel, which is late now."""
    key = _report(
        actor,
        _at(7, 1),
        (unit.others[0], unit.others[1]),
        "homestead",
        "新盖西房的滴水落到邻家院里，邻家要求后退一尺，房主说宅基证上就是这么画的。",
        2017,
    )
    case = queries.case_key(key)
    commands.go_up_overdue(actor=SYSTEM, now=_at(7, 9, 6))
    cases.take_note(
        actor=actor,
        now=_at(7, 15),
        key=case,
        text="到镇自然资源所查了宅基地档案，图上没有标滴水。",
    )
    commands.go_up_overdue(actor=SYSTEM, now=_at(7, 18, 6))
    cases.take_note(actor=actor, now=_at(7, 30), key=case, text="房主八月初在外打工，约好回来后开评理会。")


def _hearing(actor: Actor, unit: _Unit) -> None:
    """Asked up by a party, heard by a panel of three, agreed; the window to the court is open."""
    key = _report(
        actor,
        _at(7, 12),
        (unit.others[0], unit.others[1]),
        "debt",
        "2016年借款8000元买三轮车，借条写得不清，还了几次没有收条，双方对余数说法不一。",
        2016,
    )
    case = queries.case_key(key)
    commands.ask_up(actor=actor, now=_at(7, 16), key=key, reason="双方都要求请村里对账，户长没有精力核对。")
    commands.ask_up(actor=actor, now=_at(7, 22), key=key, reason="账目有争议，村组建议开评理会。")
    pool = [row for row in queries.panel_pool(case, ZHIJIN, on=date(2019, 7, 26)) if not row.bar]
    commands.hold_hearing(
        actor=actor,
        now=_at(7, 26, 17),
        key=key,
        new=NewHearing(
            held_on=date(2019, 7, 26),
            where="村党群服务中心",
            members=tuple(row.person for row in pool[:3]),
            statement_a="借出8000元，只收回3000元，还欠5000元。",
            statement_b="已还4500元，其中1500元是用工抵的，只欠3500元。",
            findings="抵工15天、每天100元，邻居和户长都能证明，评理会认定。余款3500元，分两次还清。",
        ),
    )
    commands.draft_agreement(
        actor=actor,
        now=_at(7, 29, 9),
        key=key,
        new=NewAgreement(
            facts="2016年3月借款8000元，已还现金3000元，抵工1500元，双方确认。",
            terms="一、余款3500元。\n二、2019年9月底还2000元，12月底还1500元。\n三、还清当天收回借条，双方再无纠葛。",
            performance="还款交户长转交并打收条；最后一次2019年12月31日前。",
            perform_by=date(2019, 12, 31),
        ),
    )
    _sign(actor, key, _at(7, 30), date(2019, 10, 8))


def _running(actor: Actor, unit: _Unit, now: datetime) -> None:
    """Reported the day before yesterday: with the head, in time."""
    _report(
        actor,
        now - timedelta(days=2, hours=-1),
        (unit.others[0], unit.others[1]),
        "land",
        "地埂被犁过去一犁，两家都说是对方先动的。",
    )


def _paused(actor: Actor, unit: _Unit, now: datetime) -> None:
    """The clock stands while the land is measured."""
    key = _report(
        actor,
        now - timedelta(days=5),
        (unit.others[0], unit.others[1]),
        "land",
        "退耕地补贴按谁的名字领说法不一，面积要重新量。",
        2018,
    )
    cases.pause(
        actor=actor,
        now=now - timedelta(days=2),
        key=queries.case_key(key),
        reason="survey",
        words="镇农经站下周来量地",
    )
