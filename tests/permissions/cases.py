"""Cases and mediation: a dispute of the villager's household, kept close, that lies with the village's cadres."""

from datetime import date, datetime

from tests.permissions.table import GONE, MOVED, NO, OK, WRONG, Row, everyone
from tests.permissions.world import World
from tests.village.people import SHANGJIAGOU, Cast

_VILLAGE = "?place=141130101202"
_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
# The parties, and the cadre and officer of the place: nobody else may know of it.
_KNOWS = {"officer": OK, "cadre": OK, "villager": OK}
_HANDLES = {"officer": OK, "cadre": OK, "villager": NO}
_FAULTY = {"officer": WRONG, "cadre": WRONG, "villager": NO}
_EXPORTS = {**_SEES, "colleague": OK, "stranger": OK}
_REPORTS = ("officer", "cadre", "colleague", "stranger", "head", "villager")

ROWS = (
    everyone("cases_cases"),
    Row("cases_cases", _EXPORTS, query="?as=xlsx"),
    Row("cases_case", _KNOWS),
    Row("cases_cover", _KNOWS),
    Row("cases_act", _HANDLES),
    Row("cases_act", _FAULTY, method="post"),
    Row("cases_assign", _HANDLES),
    Row("cases_assign", _FAULTY, method="post"),
    everyone("linkages_disputes"),
    Row("linkages_disputes", _EXPORTS, query="?as=xlsx"),
    Row("linkages_dispute_new", dict.fromkeys(_REPORTS, OK)),
    Row("linkages_dispute_new", dict.fromkeys(_REPORTS, WRONG), method="post"),
    Row("linkages_dispute", _KNOWS),
    Row("linkages_agreement", _KNOWS),
    Row("linkages_agreement_pdf", _KNOWS),
    Row("linkages_dispute_act", _HANDLES),
    Row("linkages_dispute_act", _FAULTY, method="post"),
    Row("linkages_mediation_figures", _SEES, query=_VILLAGE),
    Row("linkages_mediators", _SEES, query=_VILLAGE),
    Row("linkages_mediators", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post", query=_VILLAGE),
    Row("linkages_mediator_end", {"officer": MOVED, "cadre": MOVED, "auditor": NO}, method="post"),
    # The township's limits concern every cadre in it; the officer sets them.
    Row("linkages_mediation_terms", {**_SEES, "colleague": OK}, query=_VILLAGE),
    Row(
        "linkages_mediation_terms",
        {"officer": WRONG, "cadre": NO, "colleague": NO, "auditor": NO},
        others=GONE,
        method="post",
        query=_VILLAGE,
    ),
)


def furnish(world: World, cast: Cast, now: datetime) -> None:
    """Report a dispute, write an agreement, put somebody on a list."""
    from shihu.services.linkages.commands import mediation as commands
    from shihu.services.linkages.queries import mediation as queries
    from shihu.services.linkages.types.mediation import MediationLevel, NewAgreement, Report

    one, other = cast.of("姚福海"), cast.of("赵春生")
    key = commands.report_dispute(
        actor=cast.cadre, now=now, report=Report((one.code,), (other.code,), "dispute.land", "换地多年没有说清")
    )
    words = NewAgreement("口头换地", "界桩为准", "当面付清", date(2019, 9, 30))
    commands.draft_agreement(actor=cast.cadre, now=now, key=key, new=words)
    mediator = commands.keep_mediator(
        actor=cast.cadre,
        now=now,
        place=SHANGJIAGOU,
        level=MediationLevel.PANEL,
        person=f"尚保平 {cast.of('尚保平').code}",
    )
    case: dict[str, object] = {"key": queries.case_key(key)}
    world.keys["cases_case"] = world.keys["cases_cover"] = world.keys["cases_assign"] = case
    world.keys["cases_act"] = {**case, "act": "note"}
    world.keys["linkages_dispute"] = {"key": key}
    world.keys["linkages_agreement"] = world.keys["linkages_agreement_pdf"] = {"key": key, "version": 1}
    world.keys["linkages_dispute_act"] = {"key": key, "act": "agree"}
    world.keys["linkages_mediator_end"] = {"key": mediator}
