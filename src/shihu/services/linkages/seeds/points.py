"""The demonstration's points: rule books of two villages, some months of entries, claims, an appeal, prizes.

Everything goes through the commands, on the days on which it would have happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from shihu.base.registry.queries import households_now
from shihu.base.registry.types import HouseholdNow
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import (
    BookSettings,
    CoverRule,
    Earner,
    PointLinkage,
    PointRecord,
    PointRule,
    PointVerdict,
    Vote,
)
from shihu.services.units.queries import codes_in_force

SPACE = UUID("5f0c1f6e-7b1d-4d0b-9a58-1e1c7a1f2a10")
Progress = Callable[[int, int, str], None]
_L, _R = PointLinkage, PointRecord
RULES = (
    PointRule("meeting", _L.PARTY, "参加联体碰头会", 5, "次", 2, "会议签到表"),
    PointRule("yard", _L.SANITATION, "院落整洁，柴草农具码放整齐", 5, "周", 4, "户长看一眼"),
    PointRule("front", _L.SANITATION, "清扫门前三米，无垃圾无污水", 3, "周", 4, "户长看一眼"),
    PointRule("dues", _L.INTEGRITY, "会费、借款按期交还", 10, "次", 1, "收据", may_claim=False),
    PointRule("labour", _L.WELFARE, "参加村里义务劳动", 10, "半天", 0, "当天签到表"),
    PointRule("neighbour", _L.WELFARE, "帮助独居老人或缺劳力户", 8, "次", 3, "被帮的人说一声"),
    PointRule("round", _L.SAFETY, "参加夜间巡逻、防火值守", 10, "晚", 0, "值守登记本"),
    PointRule("simple", _L.CIVILITY, "红白喜事按村规民约从简", 30, "件", 0, "红白理事会证明", may_claim=False),
    PointRule("model", _L.CIVILITY, "评上好婆婆好媳妇等道德模范", 50, "次", 0, "评选公示", may_claim=False),
    PointRule("lane", _L.SANITATION, "联体片区全月无脏点", 20, "月", 1, "巡查记录", Earner.UNIT, may_claim=False),
    PointRule("quarrel", _L.SAFETY, "联体内纠纷当月自己化解", 10, "月", 1, "户长记录", Earner.UNIT, may_claim=False),
    PointRule("litter", _L.SANITATION, "乱倒垃圾、乱排污水", -5, "次", 0, "巡查记录", clause="村规民约第六条"),
    PointRule("feast", _L.CIVILITY, "红白事大操大办", -20, "件", 0, "红白理事会记录", clause="村规民约第十二条"),
)  # fmt: skip
# From August on records give these by themselves: rounds, hours of village work, and coming to a meeting.
BY_RECORD = (
    PointRule("clean", _L.SANITATION, "片区检查90分以上（每户）", 2, "次", 4, "评分单", record=_R.ROUND, least=90),
    PointRule("area", _L.SANITATION, "片区检查90分以上", 5, "次", 0, "评分单", Earner.UNIT, record=_R.ROUND, least=90),
    PointRule("works", _L.WELFARE, "村里公益劳动按工时", 10, "半天", 0, "工时登记", record=_R.WORK, least=240),
)
PRIZES = (
    ("食盐", "袋", 5, 500, "康城镇供销社", "供收-031"),
    ("毛巾", "条", 15, 800, "康城镇供销社", "供收-031"),
    ("洗衣液", "瓶", 30, 1_800, "爱心企业捐赠", "捐-2019-07"),
    ("食用油", "桶", 60, 4_500, "爱心企业捐赠", "捐-2019-07"),
    ("理发一次", "次", 20, 1_000, "镇上理发店", "约-4"),
)


@dataclass(frozen=True, slots=True)
class Village:
    """Who keeps, decides and claims in a village of the demonstration, and how much its shop holds."""

    code: str
    officer: Actor
    cadre: Actor
    members: tuple[Actor, ...]
    stock: tuple[int, ...]  # of each prize
    homes: int  # households that the rounds look at
    rule: CoverRule


def keep_points(village: Village, *, today: date, progress: Progress) -> None:
    """Give a village its rule book, three months of entries, claims in every state, and a shop."""
    _books(village)
    homes = households_now(village.code, actor=SYSTEM, on=today)[:: max(1, 136 // village.homes)][: village.homes]
    _rounds(village, homes, today, progress)
    if village.members:
        _claims(village, today)
        _second_looks(village, today)
    _prizes(village, homes, today)


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 0)))


def _key(village: Village, *parts: object) -> UUID:
    return uuid5(SPACE, " ".join(str(part) for part in (village.code, *parts)))


def _books(village: Village) -> None:
    """Version 1 from May; version 2 from August, in which labour counts for more and dogs are kept in."""
    settings = BookSettings(cover_rule=village.rule)
    first = _adopt(village, RULES, settings, date(2019, 4, 25), date(2019, 5, 1), "代表会纪要2019-4")
    second = [replace(rule, points=12) if rule.code == "labour" else rule for rule in first]
    second = [replace(rule, record=_R.MEETING, may_claim=False) if rule.code == "meeting" else rule for rule in second]
    # Rounds give points to households too where the shop covers them.
    second += BY_RECORD if village.homes > 20 else BY_RECORD[1:]
    second.append(PointRule("dog", _L.SAFETY, "散养犬只扰人", -5, "次", 0, "两户反映", clause="村规民约第九条"))
    _adopt(village, second, settings, date(2019, 7, 24), date(2019, 8, 1), "代表会纪要2019-7")


def _adopt(
    village: Village, rules: Sequence[PointRule], settings: BookSettings, voted: date, since: date, paper: str
) -> list[PointRule]:
    now = _at(voted)
    key = commands.draft_rule_book(
        actor=village.cadre, now=now, village=village.code, title="积分管理细则", items=rules, settings=settings
    )
    vote = Vote(voted, paper, 43, 38)
    commands.approve_rule_book(actor=village.officer, now=now, key=key, vote=vote, valid_from=since)
    return list(queries.rule_book(key, actor=village.officer, on=voted).items)


def _rounds(village: Village, homes: Sequence[HouseholdNow], today: date, progress: Progress) -> None:
    """What the village's rounds saw from May to this week: most do something, a few are told off."""
    months = (date(2019, 5, 20), date(2019, 6, 20), date(2019, 7, 20), today - timedelta(days=2))
    units = sorted(set(codes_in_force(village.code, actor=SYSTEM).values()), key=str)
    for at, day in enumerate(months):
        for number, home in enumerate(homes):
            luck = (number * 7 + at * 5 + number * number) % 10
            code = ("yard", "labour", "front", "round", "labour", "neighbour", "yard", "labour", "", "litter")[luck]
            if not code or (code == "litter" and at % 2):
                continue
            times = {"yard": 1 + number % 4, "front": 1 + number % 3, "labour": 1 + (number + at) % 3}.get(code, 1)
            _award(village, day, code, times, household=home.code)
        progress(at + 1, len(months), village.code)
        for number, unit in enumerate(units[:12]):
            if (number + at) % 3 and day.day == 20:
                _award(village, day, "lane" if number % 2 else "quarrel", 1, unit=unit)


def _award(
    village: Village, day: date, code: str, times: int, *, household: str = "", unit: UUID | None = None
) -> None:
    commands.award_points(
        actor=village.cadre,
        now=_at(day, 18),
        village=village.code,
        item_code=code,
        household=household,
        unit=unit,
        day=day,
        source="village",
        source_key=str(_key(village, day, code, household or unit)),
        times=times,
        note="当周巡查" if household else "月度评议",
    )


def _claim(village: Village, actor: Actor, day: date, code: str, times: int = 1, words: str = "") -> UUID:
    book = queries.require_book(village.code, on=day)
    item = book.item(code)
    if item is None or item.key is None:
        raise LookupError(code)
    key = _key(village, "claim", actor.key, day, code)
    now = _at(day, 20)
    return commands.claim_points(actor=actor, now=now, key=key, item=item.key, day=day, times=times, words=words)


def _claims(village: Village, today: date) -> None:
    """July's claims are decided, one was refused and given on appeal; this week's wait."""
    july = [date(2019, 7, n) for n in (3, 6, 10, 13, 17, 20, 24, 27)]
    for at, day in enumerate(july):
        for actor in village.members:
            code = ("meeting", "yard", "labour", "front", "neighbour", "yard", "labour", "round")[at]
            claim = _claim(village, actor, day, code, words="" if at % 3 else "和邻居一起")
            reviewer = village.officer if at % 4 == 3 else village.cadre
            now = _at(day + timedelta(days=1))
            if at == 4 and actor is village.members[0]:
                _decide(village.cadre, now, claim, PointVerdict.REFUSE, "没听被帮的人说起")
                then = now + timedelta(days=1)
                words = "帮的是赵家老奶奶挑水，她女儿可以作证"
                commands.appeal_claim(actor=actor, now=then, claim=claim, words=words)
                _decide(village.officer, then + timedelta(days=1), claim, PointVerdict.ACCEPT, "已问过本人，属实")
            elif at == 5 and actor is village.members[-1]:
                commands.review_claim(
                    actor=reviewer, now=now, claim=claim, verdict=PointVerdict.CHANGE, points=3, reason="柴草还没码齐"
                )
            else:
                _decide(reviewer, now, claim, PointVerdict.ACCEPT)
    first = village.members[0]
    appealed = _claim(village, first, today - timedelta(days=4), "labour", 2, "修河堤两个半天")
    commands.review_claim(
        actor=village.cadre,
        now=_at(today - timedelta(days=3)),
        claim=appealed,
        verdict=PointVerdict.CHANGE,
        points=12,
        reason="签到表上只有一个半天",
    )
    commands.appeal_claim(
        actor=first, now=_at(today - timedelta(days=2)), claim=appealed, words="下午在二号坝，那边是另一张签到表"
    )
    refused = _claim(village, first, today - timedelta(days=3), "front")
    _decide(village.cadre, _at(today - timedelta(days=2)), refused, PointVerdict.REFUSE, "门前还有煤渣没清")
    for actor in village.members:
        _claim(village, actor, today - timedelta(days=1), "yard", words="上午刚收拾过")
        _claim(village, actor, today - timedelta(days=1), "round")


def _decide(actor: Actor, now: datetime, claim: UUID, verdict: PointVerdict, reason: str = "") -> None:
    commands.review_claim(actor=actor, now=now, claim=claim, verdict=verdict, reason=reason)


def _second_looks(village: Village, today: date) -> None:
    """July's number was a lottery draw; the draw followed on 2 August; some were scored again, one differently."""
    key = commands.publish_number(
        actor=village.officer,
        now=_at(date(2019, 7, 30)),
        village=village.code,
        month=date(2019, 7, 1),
        number="2019087",
        where="七月三十日村务公开栏（双色球第2019087期期号）",
    )
    commands.draw_sample(actor=village.officer, now=_at(date(2019, 8, 2)), key=key)
    told = queries.sample(key, actor=village.officer)
    for at, drawn in enumerate(told.claims):
        people = [*village.members, village.officer, village.cadre]
        for actor in people:
            row = queries.claim(drawn.claim.key, actor=village.officer, on=today)
            seen = {review.reviewer for review in drawn.claim.reviews}
            if actor.key in seen or actor.key == row.claimant or at == 0:
                continue
            if _rescored(actor, _at(date(2019, 8, 3)), drawn.claim.key, at, drawn.claim.asked):
                break
    commands.publish_number(
        actor=village.officer,
        now=_at(today - timedelta(days=1)),
        village=village.code,
        month=today,
        number="3816",
        where="八月十四日村务公开栏（排列三期号后四位）",
    )


def _rescored(actor: Actor, now: datetime, claim: UUID, at: int, asked: int) -> bool:
    from shihu.kernel.refusals import Refusal

    try:
        if at == 1 and asked > 2:
            commands.rescore_claim(
                actor=actor, now=now, claim=claim, verdict=PointVerdict.CHANGE, points=asked // 2, reason="只看到一半"
            )
        else:
            commands.rescore_claim(actor=actor, now=now, claim=claim, verdict=PointVerdict.ACCEPT)
    except Refusal:
        return False
    return True


def _prizes(village: Village, homes: Sequence[HouseholdNow], today: date) -> None:
    """Goods with their papers, a few exchanged at the counter, one reserved and not fetched."""
    keys = []
    for (name, measure, price, value, donor, paper), count in zip(PRIZES, village.stock, strict=True):
        day = date(2019, 5, 28)
        key = commands.keep_prize(
            actor=village.cadre, now=_at(day), village=village.code, name=name, measure=measure, price=price
        )
        commands.receive_prize(
            actor=village.cadre,
            now=_at(day),
            key=_key(village, "in", name),
            prize=key,
            quantity=count,
            value=value * count,
            donor=donor,
            paper=paper,
            day=day,
        )
        keys.append(key)
    held = {row.code: row.balance for row in queries.accounts(village.code, actor=village.officer, on=today)}
    buyers = [home for home in homes if held.get(home.code, 0) >= 15][:8]
    for at, home in enumerate(buyers):
        day = today - timedelta(days=20 - at)
        commands.redeem_at_counter(
            actor=village.cadre,
            now=_at(day, 15),
            key=_key(village, "counter", home.code),
            household=home.code,
            prize=keys[at % 2],
            quantity=1,
            consent=home.householder,
        )
    for actor in village.members[:1]:
        now = _at(today - timedelta(days=1), 20)
        commands.reserve_prize(actor=actor, now=now, key=_key(village, "held", actor.key), prize=keys[2])
