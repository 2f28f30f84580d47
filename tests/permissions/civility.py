"""Civility, integrity and safety in the table: one of each thing in the village of the cast's cadre."""

from datetime import date, datetime, timedelta

from tests.permissions.table import CLASH, GONE, MOVED, NO, OK, WRONG, Row
from tests.permissions.world import World
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, TOWNSHIP, Cast

from shihu.base.registry.models import Household, Person
from shihu.services.linkages.commands import civility, hazards, integrity, safety
from shihu.services.linkages.models import IntegrityFact
from shihu.services.linkages.seeds.integrity import BASE, GRADES, KINDS
from shihu.services.units.queries import own_seat, seated_households
from shihu.services.units.types import Clause

_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_LIVES = {**_SEES, "head": OK, "villager": OK}
# Those who read it and may not do it.
_READ = {"auditor": NO, "head": NO, "villager": NO}
_AT = "?place=141130101202"
_HERE = "?place=141130101202001"


def _acts(url: str, keeps: int, *, who: tuple[str, ...] = ("officer", "cadre"), **more: object) -> Row:
    """An act of those who keep it, which others of the village read."""
    gets = {**_READ, "officer": NO, "cadre": NO, **dict.fromkeys(who, keeps)}
    return Row(url, gets, method="post", **more)  # type: ignore[arg-type]  # the row's own fields


ROWS: tuple[Row, ...] = (
    # civility: moral models
    Row("linkages_civility", _LIVES, query=_AT),
    Row("linkages_civility_roll", _LIVES, query=_AT),
    Row("linkages_civility_roll_export", _LIVES, query=_AT),
    Row("linkages_civility_round_open", {**_READ, "officer": OK, "cadre": OK}, query=_AT),
    _acts("linkages_civility_round_open", WRONG, query=_AT),
    Row("linkages_civility_round", _LIVES),
    Row("linkages_civility_nominate", {"officer": OK, "cadre": OK, "head": OK, "villager": OK, "auditor": NO}),
    Row(
        "linkages_civility_nominate",
        {"officer": WRONG, "cadre": WRONG, "head": WRONG, "villager": WRONG, "auditor": NO},
        method="post",
    ),
    Row("linkages_civility_panel", {**_READ, "officer": OK, "cadre": OK}),
    _acts("linkages_civility_panel", WRONG),
    Row("linkages_civility_review", {**_READ, "officer": OK, "cadre": OK}),
    _acts("linkages_civility_review", WRONG),
    _acts("linkages_civility_close", CLASH),
    Row("linkages_civility_notice", _LIVES),
    Row("linkages_civility_poster", _LIVES),
    Row("linkages_civility_certificate", _LIVES),
    Row("linkages_civility_nomination", _SEES | {"head": OK}),
    Row("linkages_civility_consent", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": MOVED}, method="post"),
    Row(
        "linkages_civility_object",
        {"officer": WRONG, "cadre": WRONG, "auditor": WRONG, "head": WRONG, "villager": WRONG},
        method="post",
    ),
    # the notice of the table's world is long over: whoever may object is told so
    Row(
        "linkages_civility_object",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": WRONG, "villager": WRONG},
        method="post",
        data={"words": "工钱还没有还清"},
    ),
    _acts("linkages_civility_answer", WRONG),
    # civility: village rules
    Row("linkages_civility_rules", _LIVES, query=_AT),
    Row("linkages_civility_rules_new", {**_READ, "officer": OK, "cadre": OK}, query=_AT),
    _acts("linkages_civility_rules_new", WRONG, query=_AT),
    Row("linkages_civility_rules_version", _LIVES),
    Row("linkages_civility_rules_print", _LIVES),
    _acts("linkages_civility_rules_discuss", WRONG),
    Row(
        "linkages_civility_rules_suggest",
        {"officer": WRONG, "cadre": WRONG, "auditor": WRONG, "head": WRONG, "villager": WRONG},
        method="post",
    ),
    Row(
        "linkages_civility_rules_suggest",
        {"officer": MOVED, "cadre": MOVED, "auditor": NO, "head": MOVED, "villager": MOVED},
        method="post",
        data={"clause": "0", "words": "再加一条修路"},
    ),
    _acts("linkages_civility_rules_answer", WRONG),
    _acts("linkages_civility_rules_vote", WRONG),
    _acts("linkages_civility_rules_file", WRONG, who=("officer",)),
    _acts("linkages_civility_rules_return", WRONG, who=("officer",)),
    # civility: weddings and funerals; the event is the villager's own household's
    Row("linkages_civility_customs", _LIVES, query=_AT),
    _acts("linkages_civility_council", WRONG, query=_AT),
    _acts("linkages_civility_council_end", MOVED),
    Row(
        "linkages_civility_tell",
        {"officer": OK, "cadre": OK, "head": OK, "villager": OK, "auditor": NO},
        query=_AT,
    ),
    Row(
        "linkages_civility_tell",
        {"officer": WRONG, "cadre": WRONG, "head": WRONG, "villager": WRONG, "auditor": NO},
        query=_AT,
        method="post",
    ),
    Row("linkages_civility_event", {"officer": OK, "cadre": OK, "villager": OK}),
    Row("linkages_civility_event_talk", {"officer": WRONG, "cadre": WRONG, "villager": NO}, method="post"),
    Row("linkages_civility_event_held", {"officer": MOVED, "cadre": MOVED, "villager": NO}, method="post"),
    Row("linkages_civility_event_off", {"officer": MOVED, "cadre": MOVED, "villager": MOVED}, method="post"),
    # civility, what is handed down
    Row("linkages_civility_memory", _LIVES, query=_AT),
    Row("linkages_civility_precept", {"officer": OK, "cadre": OK, "auditor": NO, "villager": OK}),
    Row(
        "linkages_civility_precept",
        {"officer": MOVED, "cadre": MOVED, "auditor": NO, "villager": MOVED},
        method="post",
        data={"words": "和为贵"},
    ),
    Row("linkages_civility_history_new", {**_READ, "officer": OK, "cadre": OK}, query=_AT),
    _acts("linkages_civility_history_new", WRONG, query=_AT),
    Row("linkages_civility_history", _LIVES),
    _acts("linkages_civility_history_off", MOVED, data={"why": "重复"}),
    # integrity: the record is the villager's; the list leads a member to the own one
    Row("linkages_integrity", {**_SEES, "head": MOVED, "villager": MOVED}, query=_AT),
    Row("linkages_integrity_export", _SEES, query=_AT),
    Row("linkages_integrity_rules", {**_LIVES, "colleague": OK}, query="?place=141130101"),
    Row(
        "linkages_integrity_rule_new", {**_READ, "officer": OK, "cadre": NO, "colleague": NO}, query="?place=141130101"
    ),
    Row(
        "linkages_integrity_rule_new",
        {**_READ, "officer": WRONG, "cadre": NO, "colleague": NO},
        query="?place=141130101",
        method="post",
    ),
    Row("linkages_integrity_household", {**_SEES, "villager": OK}),
    Row("linkages_integrity_note", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("linkages_integrity_note", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}, method="post"),
    Row(
        "linkages_integrity_object",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": WRONG},
        method="post",
    ),
    Row("linkages_integrity_answer", {"officer": WRONG, "cadre": NO, "auditor": NO, "villager": NO}, method="post"),
    Row("linkages_integrity_consent", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}, method="post"),
    Row(
        "linkages_integrity_consent_back",
        {"officer": NO, "cadre": NO, "auditor": NO, "villager": NO},
        method="post",
    ),
    # safety: the head walks the own unit; the hazard lies in the villager's unit
    Row("linkages_safety", {**_SEES, "head": OK, "villager": OK}, query=_HERE),
    Row("linkages_safety_export", {**_SEES, "head": OK, "villager": OK}, query=_HERE),
    Row(
        "linkages_safety_hazard_new",
        {"officer": OK, "cadre": OK, "auditor": NO, "head": OK, "villager": OK},
        query=_HERE,
    ),
    Row(
        "linkages_safety_hazard_new",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": WRONG, "villager": WRONG},
        query=_HERE,
        method="post",
    ),
    Row("linkages_safety_hazard", {**_SEES, "head": OK}),
    Row("linkages_safety_mend", {"officer": MOVED, "cadre": MOVED, "auditor": NO, "head": MOVED}, method="post"),
    Row("linkages_safety_recheck", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": WRONG}, method="post"),
    Row("linkages_safety_mender", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": NO}, method="post"),
    Row("linkages_safety_end", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": NO}, method="post"),
    Row("linkages_safety_rounds", {**_SEES, "head": OK}, query=_HERE),
    Row("linkages_safety_round_open", method="post"),
    Row("linkages_safety_round", {**_SEES, "head": OK}),
    Row("linkages_safety_check", {"officer": GONE, "cadre": GONE, "auditor": GONE, "head": GONE}, method="post"),
    Row("linkages_safety_rest", {"officer": MOVED, "cadre": MOVED, "auditor": NO, "head": MOVED}, method="post"),
    Row("linkages_safety_close", {"officer": MOVED, "cadre": MOVED, "auditor": NO, "head": MOVED}, method="post"),
    Row("linkages_safety_visits", {**_SEES, "head": OK}, query=_HERE),
    Row("linkages_safety_look_in", {"officer": OK, "cadre": OK, "auditor": NO, "head": OK}),
    Row("linkages_safety_care", {"officer": OK, "cadre": OK, "auditor": NO, "head": OK}),
    Row("linkages_safety_care", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": WRONG}, method="post"),
    Row("linkages_safety_care_end", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "head": WRONG}, method="post"),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """Make one of each thing through the commands."""
    _models(world, cast, now)
    _rules(world, cast, now)
    _families(world, cast, now)
    _integrity(world, cast, now)
    _safety(world, cast, now)


def _models(world: World, cast: Cast, now: datetime) -> None:
    people = list(
        Person.objects.filter(
            memberships__relation="relation.householder", memberships__household__hamlet=SHANGJIAGOU_HAMLET
        )
        .exclude(name__in=("赵二虎", "姚福海"))
        .order_by("pk")
    )
    head = Person.objects.get(name="赵二虎", memberships__relation="relation.householder")
    keys = {}
    for stage, year, back in (
        ("nominating", 2019, 0),
        ("review", 2018, 20),
        ("notice", 2017, 18),
        ("closed", 2016, 40),
    ):
        at = now - timedelta(days=back)
        made = civility.open_model_round(
            actor=cast.cadre,
            now=at,
            village=SHANGJIAGOU,
            year=year,
            title=stage,
            nominate_until=at.date(),
            notice_days=15,
        )
        nominee = head if stage == "nominating" else people[0]
        nomination = civility.nominate_model(
            actor=cast.officer,
            now=at,
            round=made,
            person=nominee.pk,
            term="moral_model.helpful",
            deed="前年修桥出工二十三天，不要一分工钱。",
        )
        keys[stage] = (made, nomination)
        if stage == "nominating":
            continue
        civility.consent_to_model(actor=cast.cadre, now=at, nomination=nomination, agrees=True, sheet="1")
        civility.name_panel(actor=cast.cadre, now=at, key=made, persons=[one.pk for one in people[1:4]])
        if stage == "review":
            continue
        hung = now - timedelta(days=back // 2)
        civility.enter_review(actor=cast.cadre, now=now if stage == "notice" else hung, key=made, votes={nomination: 3})
        if stage == "closed":
            civility.close_round(actor=cast.cadre, now=now, key=made)
    objection = civility.object_to_model(
        actor=cast.villager, now=now, nomination=keys["notice"][1], words="工钱还没有还清"
    )
    nominating, review, notice, closed = (keys[stage] for stage in ("nominating", "review", "notice", "closed"))
    for name in ("round", "nominate", "panel"):
        world.keys[f"linkages_civility_{name}"] = {"key": nominating[0]}
    world.keys["linkages_civility_review"] = {"key": review[0]}
    world.keys["linkages_civility_close"] = world.keys["linkages_civility_notice"] = {"key": notice[0]}
    world.keys["linkages_civility_poster"] = {"key": closed[0]}
    world.keys["linkages_civility_certificate"] = {"key": closed[1]}
    world.keys["linkages_civility_nomination"] = world.keys["linkages_civility_consent"] = {"key": nominating[1]}
    world.keys["linkages_civility_object"] = {"key": notice[1]}
    world.keys["linkages_civility_answer"] = {"key": objection}


def _rules(world: World, cast: Cast, now: datetime) -> None:
    clauses = [Clause("", "爱护环境", "门前三包，垃圾入池。")]
    begun = now - timedelta(days=30)
    passed = civility.draft_village_rules(
        actor=cast.cadre, now=begun, village=SHANGJIAGOU, title="村规民约", clauses=clauses
    )
    civility.open_discussion(actor=cast.cadre, now=begun, key=passed, until=begun.date() + timedelta(days=8))
    civility.enter_rules_vote(
        actor=cast.cadre,
        now=now,
        key=passed,
        method="assembly",
        voted_on=now.date(),
        entitled=36,
        yes=30,
        no=1,
        abstain=1,
        minutes="记录1",
    )
    draft = civility.draft_village_rules(
        actor=cast.cadre, now=now, village=SHANGJIAGOU, title="村规民约", clauses=clauses
    )
    civility.open_discussion(actor=cast.cadre, now=now, key=draft, until=now.date() + timedelta(days=8))
    suggestion = civility.suggest_to_rules(actor=cast.villager, now=now, key=draft, words="再加一条修路")
    for name in ("version", "print", "discuss", "suggest", "vote"):
        world.keys[f"linkages_civility_rules_{name}"] = {"key": draft}
    for name in ("file", "return"):
        world.keys[f"linkages_civility_rules_{name}"] = {"key": passed}
    world.keys["linkages_civility_rules_answer"] = {"key": suggestion}


def _families(world: World, cast: Cast, now: datetime) -> None:
    code = cast.of("姚福海").code
    event = civility.tell_event(
        actor=cast.villager,
        now=now,
        household=code,
        kind="wedding",
        day=date(2019, 10, 1),
        plan={"bride_price": 5_000_000},
    )
    member = civility.keep_council_member(actor=cast.cadre, now=now, village=SHANGJIAGOU, name="赵德厚", duty="会长")
    entry = civility.keep_history_entry(
        actor=cast.cadre,
        now=now,
        village=SHANGJIAGOU,
        year=1953,
        when="1953年",
        title="修水渠",
        words="修成二里水渠",
        source="村档案",
    )
    for name in ("event", "event_talk", "event_held", "event_off"):
        world.keys[f"linkages_civility_{name}"] = {"key": event}
    world.keys["linkages_civility_council_end"] = {"member": member}
    world.keys["linkages_civility_precept"] = {"code": code}
    for name in ("history", "history_off"):
        world.keys[f"linkages_civility_{name}"] = {"key": entry}


def _integrity(world: World, cast: Cast, now: datetime) -> None:
    before = now - timedelta(days=60)
    integrity.publish_integrity_rule(
        actor=cast.officer,
        now=before,
        place=TOWNSHIP,
        title="细则",
        base=BASE,
        kinds=KINDS,
        grades=GRADES,
        valid_from=before.date() + timedelta(days=7),
    )
    home = Household.objects.get(code=cast.of("姚福海").code)
    for number, kind in enumerate(("dues", "dues_unpaid")):
        integrity.note_fact(
            actor=cast.cadre,
            now=now,
            household=home.pk,
            kind=kind,
            words="会费",
            source="units",
            source_key=f"dues-{number}",
            day=date(2019, 7, 1),
        )
    fine, contested = (IntegrityFact.objects.get(source_key=f"dues-{number}").pk for number in (0, 1))
    objection = integrity.object_to_fact(actor=cast.villager, now=now, fact=contested, words="已经交给副户长")
    for name in ("household", "note", "consent", "consent_back"):
        world.keys[f"linkages_integrity_{name}"] = {"code": home.code}
    world.keys["linkages_integrity_object"] = {"key": fine}
    world.keys["linkages_integrity_answer"] = {"key": objection}


def _safety(world: World, cast: Cast, now: datetime) -> None:
    """The head's own unit: a round that is open, a hazard of it, an old person to look in on."""
    seat = own_seat(cast.head)
    assert seat is not None
    round_ = safety.open_safety_round(actor=cast.head, now=now, unit=seat.unit)
    seats = seated_households(units=[seat.unit])
    neighbour = next(one for one in seats if one.householder not in {"姚福海", "赵二虎"})
    hazard = hazards.report_hazard(
        actor=cast.head,
        now=now,
        hamlet=SHANGJIAGOU_HAMLET,
        kind="well",
        grade="small",
        where="院外旱井",
        mender="村委会",
        household=neighbour.household,
        found_on_round=round_,
    )
    someone = Person.objects.filter(memberships__household=neighbour.household, memberships__until=None).first()
    assert someone is not None
    for name in ("round", "check", "rest", "close"):
        world.keys[f"linkages_safety_{name}"] = {"key": round_}
    for name in ("hazard", "mend", "recheck", "mender", "end"):
        world.keys[f"linkages_safety_{name}"] = {"key": hazard}
    for name in ("look_in", "care", "care_end"):
        world.keys[f"linkages_safety_{name}"] = {"person": someone.pk}
