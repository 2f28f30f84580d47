"""The demonstration's integrity: the township's rule, facts with their sources, an objection, consents."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import Actor
from shihu.services.linkages.commands import integrity as commands
from shihu.services.linkages.types.integrity import BANK, Grade, Kind

TITLE = "康城镇农户诚信评价细则"
KINDS = (
    Kind("repaid", 5, 15, 24),
    Kind("promise", 5, 10, 24),
    Kind("goods", 4, 8, 12),
    Kind("dues", 3, 6, 12),
    Kind("labour", 3, 6, 12),
    Kind("overdue", -10, 30, 24),
    Kind("promise_broken", -8, 16, 24),
    Kind("bad_goods", -15, 30, 24),
    Kind("dues_unpaid", -5, 10, 12),
    Kind("judgement", -30, 30, 36),
)
GRADES = (Grade("A", 90), Grade("B", 75), Grade("C", 60), Grade("D", 0))
BASE = 75
_WORDS = {
    "repaid": ("春耕小额贷款五千元按期还清", "credit"),
    "dues": ("本年单元会费已交", "units"),
    "labour": ("河道整治出工满额", "welfare"),
    "goods": ("交售香菇三批，过秤、查验无假", "industry"),
    "promise": ("与邻居签字的地边协议按约履行", "note"),
    "dues_unpaid": ("上季度单元会费拖欠", "units"),
    "overdue": ("化肥赊款逾期两个月", "note"),
}


def publish_rule(*, actor: Actor, now: datetime, township: str) -> None:
    """Publish the township's rule, valid a week later."""
    commands.publish_integrity_rule(
        actor=actor,
        now=now,
        place=township,
        title=TITLE,
        base=BASE,
        kinds=KINDS,
        grades=GRADES,
        valid_from=now.date() + timedelta(days=7),
    )


def note_facts(homes: Sequence[HouseholdPerson], *, actor: Actor, officer: Actor, now: datetime, seed: int = 1) -> None:
    """Note what some households kept and a few did not; two objections, one answered; consents on paper."""
    drawing = random.Random(seed)  # noqa: S311 - a demonstration
    facts = []
    for number, home in enumerate(homes):
        kinds = drawing.sample(("repaid", "dues", "labour", "goods"), drawing.randint(1, 3))
        if number % 7 == 3:
            kinds = ["dues_unpaid"]
        if number % 11 == 5:
            kinds = ["overdue"]
        if number % 13 == 2:
            kinds.append("promise")
        for kind in kinds:
            words, source = _WORDS[kind]
            day = date(2019, 4, 20) + timedelta(days=drawing.randint(0, 90))
            fact = commands.note_fact(
                actor=actor,
                now=now,
                household=home.household,
                kind=kind,
                words=words,
                source=source,
                source_key=f"demo-{home.code}-{kind}",
                day=day,
            )
            if kind in {"dues_unpaid", "overdue"}:
                facts.append(fact)
    if len(facts) > 1:
        commands.object_to_fact(actor=actor, now=now, fact=facts[0], words="会费六月就交给副户长了，有收条。")
        objection = commands.object_to_fact(actor=actor, now=now, fact=facts[1], words="赊款已经用工钱抵了一半。")
        commands.answer_fact_objection(
            actor=officer,
            now=now,
            objection=objection,
            upholds=False,
            answer="对过店里账本，抵扣发生在逾期之后，事实成立；还清之日起满两年自动失效。",
        )
    for home in list(homes)[:8]:
        commands.consent_to_bank(
            actor=actor,
            now=now,
            household=home.household,
            person=home.person,
            bank=BANK,
            sheet=f"授权书{home.code[-4:]}",
        )
