"""The demonstration's civility: moral models, village rules, customs, precepts, history. All people are invented."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from shihu.base.registry.queries import named_households, people_of
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import SYSTEM, Actor
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.seeds.civility_words import (
    CEILINGS,
    COUNCIL,
    DEEDS,
    HISTORY,
    PRECEPTS,
    RULES_2016,
    RULES_2019,
    RULES_DRAFT,
    SUGGESTIONS,
    TITLE,
)
from shihu.services.units.types import Clause

CHOSEN = 25
PANEL = 5


@dataclass(frozen=True, slots=True)
class Villagers:
    """The householders of a village by hamlet, and everybody who acts."""

    village: str
    cadre: Actor
    officer: Actor
    householders: tuple[HouseholdPerson, ...]

    def of(self, hamlet: str) -> list[HouseholdPerson]:
        """The householders of one hamlet."""
        return [one for one in self.householders if one.hamlet == hamlet]

    @property
    def hamlets(self) -> list[str]:
        """The hamlets that anybody lives in."""
        return sorted({one.hamlet for one in self.householders})

    def named(self, name: str) -> HouseholdPerson:
        """The householder of this name."""
        return next(one for one in self.householders if one.name == name)


def villagers(village: str, *, cadre: Actor, officer: Actor, on: date) -> Villagers:
    """Return the village as the seeds need it: two queries."""
    homes = named_households(actor=SYSTEM, place=village)
    people = people_of([home.key for home in homes], actor=SYSTEM, on=on)
    grown = tuple(one for one in people if one.is_householder and one.birth and one.birth.year < on.year - 25)
    return Villagers(village, cadre, officer, grown)


def choose_models(of: Villagers, *, now: datetime, seed: int = 1) -> UUID:
    """Run a round from its opening to the honour roll: 25 chosen from all hamlets, evenly.

    One nominee declines, one lacks the votes, one objection is refused with its reason and one is upheld.
    """
    drawing = random.Random(seed)  # noqa: S311 - a demonstration
    cadre = of.cadre
    round_ = commands.open_model_round(
        actor=cadre,
        now=now,
        village=of.village,
        year=now.year,
        title=f"尚家沟村{now.year}年道德模范评选",
        nominate_until=now.date() + timedelta(days=14),
        notice_days=7,
    )
    drawn = {hamlet: drawing.sample(of.of(hamlet), 9) for hamlet in of.hamlets}
    each = CHOSEN // len(drawn)
    nominees = [one for people in drawn.values() for one in people[:each]]
    more = [people[each] for people in drawn.values()][:3]  # declines, lacks votes, is struck
    judges = [people[each + 1] for people in drawn.values()][:PANEL]
    day = now + timedelta(days=3)
    keys = []
    for number, one in enumerate([*nominees, *more]):
        term, deed = DEEDS[number % len(DEEDS)]
        key = commands.nominate_model(
            actor=cadre, now=day, round=round_, person=one.person, term=term, deed=deed, by_unit_of=one.code
        )
        keys.append(key)
        agrees = one is not more[0]
        commands.consent_to_model(
            actor=cadre, now=day + timedelta(days=2), nomination=key, agrees=agrees, sheet=f"同意书{number + 1:02d}"
        )
    named = now + timedelta(days=15)
    commands.name_panel(actor=cadre, now=named, key=round_, persons=[one.person for one in judges])
    votes = {key: drawing.choice((3, 4, 4, 5, 5)) for key in keys}
    votes[keys[len(nominees) + 1]] = 2
    standing = {key: yes for key, yes in votes.items() if key != keys[len(nominees)]}
    commands.enter_review(actor=cadre, now=named + timedelta(days=1), key=round_, votes=standing)
    hung = named + timedelta(days=3)
    refused = commands.object_to_model(
        actor=of.officer, now=hung, nomination=keys[2], words="来信反映：评选材料里的修路义务工天数写多了。"
    )
    upheld = commands.object_to_model(
        actor=of.officer, now=hung, nomination=keys[-1], words="来信反映：本人去年欠邻居工钱至今未还。"
    )
    commands.answer_model_objection(
        actor=cadre,
        now=hung + timedelta(days=2),
        objection=refused,
        upholds=False,
        answer="查了出工登记本，实际出工23天，与材料一致，异议不成立。已当面向来信人说明。",
    )
    commands.answer_model_objection(
        actor=cadre,
        now=hung + timedelta(days=2),
        objection=upheld,
        upholds=True,
        answer="经核实欠款属实，本人同意本届不参评，工钱已约定秋后结清。",
    )
    commands.close_round(actor=cadre, now=named + timedelta(days=10), key=round_)
    return round_


def begin_models(of: Villagers, *, now: datetime, member: str) -> UUID:
    """Open a round that is still taking nominations; ``member`` waits to be asked."""
    round_ = commands.open_model_round(
        actor=of.cadre,
        now=now,
        village=of.village,
        year=now.year,
        title=f"田家洼村{now.year}年道德模范评选",
        nominate_until=now.date() + timedelta(days=21),
        notice_days=7,
    )
    others = [people[0] for hamlet in of.hamlets if (people := of.of(hamlet)) and people[0].name != member][:3]
    for number, one in enumerate([of.named(member), *others]):
        term, deed = DEEDS[number * 3 % len(DEEDS)]
        key = commands.nominate_model(
            actor=of.cadre,
            now=now + timedelta(days=1),
            round=round_,
            person=one.person,
            term=term,
            deed=deed,
            by_unit_of=one.code,
        )
        if number > 1:
            commands.consent_to_model(
                actor=of.cadre,
                now=now + timedelta(days=2),
                nomination=key,
                agrees=True,
                sheet=f"同意书{number:02d}",
            )
    return round_


def agree_rules(of: Villagers, *, year: int, drafted: datetime, both: bool) -> None:
    """Write, discuss, vote on and record one version of the village's rules; a second one where ``both``."""
    homes = len(named_households(actor=SYSTEM, place=of.village))
    _pass(of, drafted, RULES_2016, {}, homes=homes, number=f"康政备〔{year}〕{of.village[-2:]}号", against=11)
    if not both:
        return
    second = drafted.replace(year=2019, month=1, day=10)
    _pass(of, second, RULES_2019, CEILINGS, homes=homes, number="康政备〔2019〕3号", against=17, suggested=True)


def _pass(
    of: Villagers,
    drafted: datetime,
    clauses: Sequence[Clause],
    ceilings: dict[str, int | None],
    *,
    homes: int,
    number: str,
    against: int,
    suggested: bool = False,
) -> None:
    key = commands.draft_village_rules(
        actor=of.cadre, now=drafted, village=of.village, title=TITLE, clauses=clauses, ceilings=ceilings
    )
    until = drafted.date() + timedelta(days=20)
    commands.open_discussion(actor=of.cadre, now=drafted, key=key, until=until)
    if suggested:
        for clause, words, takes, answer in SUGGESTIONS:
            made = commands.suggest_to_rules(
                actor=of.cadre, now=drafted + timedelta(days=4), key=key, words=words, clause=clause
            )
            commands.answer_suggestion(
                actor=of.cadre, now=drafted + timedelta(days=15), suggestion=made, takes=takes, answer=answer
            )
    voted = drafted + timedelta(days=25)
    present = homes * 4 // 5
    abstained = 9
    commands.enter_rules_vote(
        actor=of.cadre,
        now=voted,
        key=key,
        method="assembly",
        voted_on=voted.date(),
        entitled=homes,
        yes=present - against - abstained,
        no=against,
        abstain=abstained,
        minutes=f"村民会议记录 {voted:%Y}-01",
    )
    filed = voted + timedelta(days=6)
    commands.file_village_rules(
        actor=of.officer, now=filed, key=key, number=number, in_force_from=filed.date() + timedelta(days=5)
    )


def lay_draft_open(of: Villagers, *, now: datetime) -> None:
    """A next version that households are still suggesting to."""
    key = commands.draft_village_rules(
        actor=of.cadre, now=now, village=of.village, title=TITLE, clauses=RULES_DRAFT, ceilings=CEILINGS
    )
    commands.open_discussion(actor=of.cadre, now=now, key=key, until=now.date() + timedelta(days=30))
    commands.suggest_to_rules(
        actor=of.cadre, now=now + timedelta(days=2), key=key, words="葡萄架伸到巷道上空的，也写一条怎么办。", clause=2
    )


def help_families(of: Villagers, *, now: datetime) -> None:
    """A council, a wedding to come, a wedding and a funeral that were held."""
    for name, duty in COUNCIL:
        commands.keep_council_member(
            actor=of.cadre, now=now - timedelta(days=150), village=of.village, name=name, duty=duty
        )
    homes = of.of(of.hamlets[1])
    coming = now.date() + timedelta(days=44)
    commands.tell_event(
        actor=of.cadre,
        now=now - timedelta(days=2),
        household=homes[0].code,
        kind="wedding",
        day=coming,
        plan={"bride_price": 6_800_000, "wedding_tables": 14, "wedding_cars": 5},
    )
    past = now - timedelta(days=70)
    wedding = commands.tell_event(
        actor=of.cadre,
        now=past,
        household=homes[3].code,
        kind="wedding",
        day=past.date() + timedelta(days=20),
        plan={"bride_price": 5_000_000, "wedding_tables": 20, "wedding_table_price": 40_000},
    )
    commands.talk_over_event(
        actor=of.cadre,
        now=past + timedelta(days=3),
        event=wedding,
        who=COUNCIL[0][0],
        words="两家都愿意减桌，酒席改成两顿并一顿。",
    )
    commands.finish_event(
        actor=of.cadre,
        now=past + timedelta(days=25),
        event=wedding,
        result={"bride_price": 5_000_000, "wedding_tables": 12, "wedding_table_price": 30_000},
        words="减了8桌，省下的钱给新人买了家具。",
    )
    funeral = commands.tell_event(
        actor=of.cadre,
        now=past + timedelta(days=30),
        household=homes[5].code,
        kind="funeral",
        day=past.date() + timedelta(days=32),
        plan={"funeral_days": 3, "funeral_tables": 10},
    )
    commands.finish_event(
        actor=of.cadre,
        now=past + timedelta(days=36),
        event=funeral,
        result={"funeral_days": 3, "funeral_tables": 10, "funeral_table_price": 20_000},
        words="不请乐队，不大摆，理事会帮着接送客人。",
    )


def hand_down(of: Villagers, *, now: datetime, precepts: int, history: bool) -> None:
    """Precepts of some households, the last of them not to be shown; the village's history."""
    for number in range(precepts):
        hamlet = of.hamlets[number % len(of.hamlets)]
        home = of.of(hamlet)[6 + number]
        words, story = PRECEPTS[number % len(PRECEPTS)]
        commands.write_precept(
            actor=of.cadre,
            now=now,
            household=home.code,
            words=words,
            story=story,
            is_shown=number < precepts - 1,
        )
    if not history:
        return
    for year, when, title, words, source in HISTORY:
        commands.keep_history_entry(
            actor=of.cadre,
            now=now,
            village=of.village,
            year=year,
            when=when,
            title=title,
            words=words,
            source=source,
        )
