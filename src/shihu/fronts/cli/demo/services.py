"""Steps of the demonstration: what its services have done so far."""

from datetime import timedelta
from typing import TYPE_CHECKING

from shihu.fronts.cli.demo.days import NOW, SHARED_ON, Progress

if TYPE_CHECKING:
    from shihu.services.linkages.seeds.civility import Villagers


def shares(_: Progress) -> None:
    """Share books of a unit and of the mushroom cooperative, from the vote in spring to an inheritance."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.industry.seeds.shares import Cast, open_demo_shares

    names = ("officer", "shangjiagou", "head", "villager")
    officer, cadre, head, member = (actor_named(name, now=NOW) for name in names)
    open_demo_shares(Cast(officer, cadre, head, member), spring=SHARED_ON, now=NOW)


def duties(progress: Progress) -> None:
    """What units of the pilot villages do together: lanes, village work, meetings."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.linkages.seeds.duties import give_duties

    give_duties(
        officer=actor_named("officer", now=NOW),
        cadres={"141130101201": actor_named("tianjiawa", now=NOW), "141130101202": actor_named("shangjiagou", now=NOW)},
        member=actor_named("villager", now=NOW),
        now=NOW,
        progress=progress,
    )


def advances(_: Progress) -> None:
    """Mushrooms and poria of 尚家沟村, in the books of its cooperative."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.industry.seeds.advances import grow

    cadre, officer = actor_named("shangjiagou", now=NOW), actor_named("officer", now=NOW)
    grow(cadre=cadre, officer=officer, now=NOW, village=f"{TOWNSHIP}202")


def receivables(_: Progress) -> None:
    """A buyer who is late in 尚家沟村, and a cost that waits for its second person."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.industry.seeds.receivables import lend

    cadre, officer = actor_named("shangjiagou", now=NOW), actor_named("officer", now=NOW)
    lend(cadre=cadre, officer=officer, now=NOW, village=f"{TOWNSHIP}202")


def settlement(_: Progress) -> None:
    """Two seasons of the cooperative of 尚家沟村: one settled and paid, one under notice."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.industry.seeds.settlement import settle

    settle(
        cadre=actor_named("shangjiagou", now=NOW),
        officer=actor_named("officer", now=NOW),
        member=actor_named("villager", now=NOW),
        now=NOW,
        village=f"{TOWNSHIP}202",
    )


def awards(_: Progress) -> None:
    """The award fund of 田家洼村, from the meeting in May to the payment in August; one of 尚家沟村 that is open."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.industry.seeds.awards import award_courtyards, open_second_fund

    officer = actor_named("officer", now=NOW)
    award_courtyards(cadre=actor_named("tianjiawa", now=NOW), officer=officer)
    open_second_fund(cadre=actor_named("shangjiagou", now=NOW), officer=officer, head=actor_named("head", now=NOW))


def disputes(_: Progress) -> None:
    """Disputes of the pilot villages: what the heads settled, what went up, what waits."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.linkages.seeds.mediation import SHANGJIAGOU, TIANJIAWA, seed_disputes

    cadres = {
        place: actor_named(name, now=NOW) for place, name in ((SHANGJIAGOU, "shangjiagou"), (TIANJIAWA, "tianjiawa"))
    }
    seed_disputes(officer=actor_named("officer", now=NOW), cadres=cadres, now=NOW)


def points(progress: Progress) -> None:
    """Points in two of the pilot villages: one whose shop covers them, one whose shop runs short."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.linkages.seeds.points import Village, keep_points
    from shihu.services.linkages.types.points import CoverRule

    officer = actor_named("officer", now=NOW)
    for code, cadre, members, stock, homes in (
        ("141130101202", "shangjiagou", ("villager", "head"), (80, 30, 22, 8, 12), 24),
        ("141130101201", "tianjiawa", ("member",), (20, 6, 4, 1, 2), 14),
    ):
        village = Village(
            code=code,
            officer=officer,
            cadre=actor_named(cadre, now=NOW),
            members=tuple(actor_named(name, now=NOW) for name in members),
            stock=stock,
            homes=homes,
            rule=CoverRule.WARN,
        )
        keep_points(village, today=NOW.date(), progress=progress)


def civility(progress: Progress) -> None:
    """Moral models, village rules, weddings and funerals, precepts, history of two of the pilot villages."""
    from shihu.services.linkages.seeds import civility

    upper, lower = _two_villages()
    civility.agree_rules(upper, year=2016, drafted=NOW.replace(year=2016, month=3), both=True)
    civility.agree_rules(lower, year=2018, drafted=NOW.replace(year=2018, month=3), both=False)
    progress(1, 3, "")
    civility.choose_models(upper, now=NOW.replace(month=5, day=6))
    civility.begin_models(lower, now=NOW - timedelta(days=6), member="田福兵")
    progress(2, 3, "")
    civility.lay_draft_open(lower, now=NOW - timedelta(days=4))
    civility.help_families(upper, now=NOW)
    civility.hand_down(upper, now=NOW - timedelta(days=30), precepts=7, history=True)
    civility.hand_down(lower, now=NOW - timedelta(days=30), precepts=3, history=False)


def safety(progress: Progress) -> None:
    """What households kept and did not keep; rounds, hazards, look-ins."""
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.services.linkages.seeds import integrity, safety

    upper, lower = _two_villages()
    officer = upper.officer
    integrity.publish_rule(actor=officer, now=NOW.replace(month=3, day=20), township=TOWNSHIP)
    for of, number in ((upper, 60), (lower, 20)):
        integrity.note_facts(of.householders[:number], actor=of.cadre, officer=officer, now=NOW - timedelta(days=10))
    progress(1, 2, "")
    safety.walk(village=upper.village, cadre=upper.cadre, officer=officer, now=NOW, units=8, busy=True)
    safety.walk(village=lower.village, cadre=lower.cadre, officer=officer, now=NOW, units=3, busy=False)


def _two_villages() -> "tuple[Villagers, Villagers]":
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import SHANGJIAGOU, TIANJIAWA
    from shihu.services.linkages.seeds.civility import villagers

    officer, on = actor_named("officer", now=NOW), NOW.date()
    upper = villagers(SHANGJIAGOU, cadre=actor_named("shangjiagou", now=NOW), officer=officer, on=on)
    return upper, villagers(TIANJIAWA, cadre=actor_named("tianjiawa", now=NOW), officer=officer, on=on)


def goals(_: Progress) -> None:
    """Target days of the eight ones, the works of the pilots, what was checked on the spot."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.queries import under
    from shihu.base.places.seeds import TOWNSHIP
    from shihu.kernel.places import Level
    from shihu.services.linkages.seeds.goals import set_goals
    from shihu.services.units.seeds.rollout import PLANNED_ON

    officer = actor_named("officer", now=NOW)
    cadres = {"田家洼村": actor_named("tianjiawa", now=NOW), "尚家沟村": actor_named("shangjiagou", now=NOW)}
    villages = [(place.code, place.name) for place in under(TOWNSHIP, Level.VILLAGE, actor=officer)]
    set_goals(officer=officer, cadres=cadres, villages=villages, planned=PLANNED_ON, now=NOW)


def offered(_: Progress) -> None:
    """A head proposes other dues: the own household and the neighbours have something to sign."""
    from shihu.base.accounts.queries import actor_named
    from shihu.services.units.seeds.charters import offer_dues

    offer_dues(actor=actor_named("head", now=NOW), now=NOW - timedelta(days=2), dues=2500)


def base(_: Progress) -> None:
    """The tomato base of 王营庄村 with a roster of its own; checks of mushrooms that wait to be sold."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.commands import keep_places
    from shihu.base.places.seeds import SHANGJIAGOU, WANGYINGZHUANG, WANGYINGZHUANG_HAMLETS, base_places
    from shihu.base.registry.commands.links import link_account
    from shihu.base.registry.commands.roster import load_roster
    from shihu.base.registry.queries import person_meant
    from shihu.base.registry.seeds.wangyingzhuang import from_nearby, wangyingzhuang
    from shihu.kernel.actors import SYSTEM
    from shihu.services.industry import queries
    from shihu.services.industry.seeds.labour import Crew, run_base, trace_mushrooms

    places = base_places()
    keep_places(actor=SYSTEM, now=NOW, places=places)
    where = {place.code: (place.lon or 0, place.lat or 0) for place in places if place.code in WANGYINGZHUANG_HAMLETS}
    homes = wangyingzhuang(where)
    load_roster(actor=SYSTEM, now=NOW, households=homes, source="demo")
    people = {}
    for name, username in (("王保田", "foreman"), ("李秀英", "picker")):
        home = next(home for home in homes if home.members[0].name == name)
        people[username] = person_meant(f"{name} {home.code}", WANGYINGZHUANG, actor=SYSTEM, on=NOW.date())
        link_account(actor=SYSTEM, now=NOW, person=people[username], username=username)
    crew = Crew(
        cadre=actor_named("wangyingzhuang", now=NOW),
        officer=actor_named("wucheng", now=NOW),
        foreman=actor_named("foreman", now=NOW),
        foreman_person=people["foreman"],
        village=WANGYINGZHUANG,
        hamlet=WANGYINGZHUANG_HAMLETS[0],
        homes=homes,
        nearby=from_nearby(),
    )
    run_base(crew, now=NOW)
    cadre = actor_named("shangjiagou", now=NOW)
    for row in queries.projects(SHANGJIAGOU, actor=cadre, on=NOW.date()):
        if row.kind == "industry.mushroom" and row.season is not None and row.households > 3:
            lots = [lot for lot in queries.lots(row.season.key, actor=cadre) if lot.left]
            mine = next((lot for lot in lots if lot.householder == "姚福海"), None)
            if mine is not None:
                looked = [lot.key for lot in lots[:4]]
                trace_mushrooms(cadre=cadre, now=NOW, project=row.key, lots=looked, code=mine.household_code)


def bank_accounts(_: Progress) -> None:
    """Where the households of the villages with payments are paid; a few have not said so yet."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.places.seeds import TOWNSHIP, WANGYINGZHUANG
    from shihu.base.registry.seeds.accounts import give_accounts

    for username, village in (
        ("tianjiawa", f"{TOWNSHIP}201"),
        ("shangjiagou", f"{TOWNSHIP}202"),
        ("wangyingzhuang", WANGYINGZHUANG),
    ):
        give_accounts(actor=actor_named(username, now=NOW), now=NOW, place=village)


def burden(_: Progress) -> None:
    """Seven weeks of forms sent: from here on real use is measured."""
    from shihu.base.accounts.queries import actor_named
    from shihu.base.burden import seeds

    people = (
        ("officer", seeds.OFFICER),
        ("tianjiawa", seeds.CADRE),
        ("shangjiagou", seeds.CADRE),
        ("head", seeds.HEAD),
        ("member", seeds.MEMBER),
    )
    seeds.fill_history([(actor_named(name, now=NOW), habits) for name, habits in people], now=NOW)
