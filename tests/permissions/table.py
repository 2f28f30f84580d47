"""Every address of the platform, and what each person gets there.

A row says, for one address and method, the status that each of the cast receives:

- ``in_scope``: those whose scope holds the thing (the officer of the township, the cadre of the village …);
- ``colleague``: the same role in another village; ``stranger``: an officer of another township;
- ``visitor``: nobody has signed in.

``DOOR`` is a redirect to the sign-in page, ``GONE`` a 404 that does not tell whether the thing exists.
"""

from dataclasses import dataclass, field

OK, MOVED, DOOR, NO, GONE, CLASH, WRONG = 200, 302, 302, 403, 404, 409, 422

PEOPLE = ("administrator", "officer", "cadre", "colleague", "head", "villager", "banker", "auditor", "stranger")


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. ``gets`` maps people to statuses; all others get ``others``; a visitor gets ``visitor``."""

    url: str
    gets: dict[str, int] = field(default_factory=dict)
    others: int = GONE
    visitor: int = DOOR
    method: str = "get"
    query: str = ""
    data: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.method} {self.url}{self.query}"


def everyone(url: str, status: int = OK, **more: object) -> Row:
    """A page of one's own: the same for all who have signed in."""
    return Row(url, others=status, **more)  # type: ignore[arg-type]


_VILLAGE = {"place": "141130101202"}
_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
_MEMBERS = {**_SEES, "villager": OK}
# Those whom a township's template and rules concern: they read what is approved and keep neither.
_NOT_KEEPERS = ("cadre", "colleague", "head", "villager", "auditor")
_MAY_SEE = dict.fromkeys(_NOT_KEEPERS, NO)
_JULY = {"place": "141130101202", "month": "2019-07"}
# Whoever sees no books of a place is led to the own ones.
_LED_TO_OWN = dict.fromkeys(("administrator", "head", "villager", "banker"), MOVED)
_KEEPS_ACCOUNTS = {"administrator": OK, "officer": OK, "stranger": OK}

TABLE: tuple[Row, ...] = (
    # fronts/desk
    everyone("desk_today"),
    Row("desk_place", {**_SEES, "administrator": OK, "banker": OK}),
    Row("desk_household", {**_SEES, "villager": OK}),
    everyone("desk_search"),
    Row("desk_audit", {"administrator": OK, "officer": OK, "auditor": OK, "stranger": OK}),
    everyone("desk_healthz", visitor=OK),
    # base/accounts
    Row("accounts_people", _KEEPS_ACCOUNTS),
    Row("accounts_open", _KEEPS_ACCOUNTS),
    Row("accounts_open", dict.fromkeys(_KEEPS_ACCOUNTS, WRONG), method="post"),
    Row("accounts_person", {"administrator": OK, "officer": OK}),
    Row(
        "accounts_end",
        {"administrator": MOVED, "officer": MOVED, "stranger": NO},
        method="post",
        data={"role": "villager", "scope": "141130101202001"},
    ),
    Row("accounts_password", {"administrator": MOVED, "officer": MOVED, "stranger": NO}, method="post"),
    Row("accounts_close", {"administrator": MOVED, "officer": MOVED, "stranger": NO}, method="post"),
    everyone("accounts_shut", GONE),
    # base/jobs: a job belongs to the one who asked for it, here the officer
    Row("jobs_job", {"officer": OK}),
    Row("jobs_stop", {"officer": MOVED}, method="post"),
    # base/registry: households and persons
    Row("registry_households", _SEES, query="?place=141130101202"),
    Row("registry_households_export", _SEES, query="?place=141130101202"),
    Row("registry_add_household", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202"),
    Row("registry_household", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("registry_household_act", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("registry_household_act", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}, method="post"),
    Row("registry_person", {**_SEES, "villager": OK}),
    Row("registry_person_act", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("registry_person_act", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}, method="post"),
    # base/registry: accounts on which people are paid
    *(
        Row(f"registry_accounts{page}", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202")
        for page in ("", "_sheet", "_load")
    ),
    Row(
        "registry_accounts_load",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO},
        method="post",
        query="?place=141130101202",
    ),
    # base/registry: organisations
    Row("registry_enterprises", _SEES, query="?place=141130101202"),
    Row("registry_add_enterprise", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202"),
    Row("registry_enterprise", {"officer": OK, "cadre": OK, "auditor": NO}),
    # base/registry: imports, the township officer's alone
    Row("registry_imports", {"officer": OK, "stranger": OK}),
    Row("registry_import_template", {"officer": OK, "stranger": OK}),
    Row("registry_import_example", {"officer": OK, "stranger": OK}),
    Row("registry_import", {"officer": OK}),
    Row("registry_import_faults", {"officer": WRONG}),
    *(
        Row(f"registry_import_{act}", {"officer": MOVED}, method="post")
        for act in ("sheet", "check", "answers", "commit", "undo", "discard")
    ),
    # base/evidence: an internal photo in the cadre's hamlet, and one that the officer took off
    Row("evidence_attach", {"officer": OK, "cadre": OK, "head": OK}),
    Row("evidence_attach", {"officer": WRONG, "cadre": WRONG, "head": WRONG}, method="post"),
    Row("evidence_file", _SEES),
    Row("evidence_content", _SEES),
    Row("evidence_thumbnail", _SEES),
    Row("evidence_detach", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post", data={"why": ""}),
    Row("evidence_detach", {"officer": MOVED, "cadre": MOVED, "auditor": NO}, method="post", data={"why": "重复"}),
    Row("evidence_remove", {"officer": MOVED, "auditor": NO}, method="post", data={"why": "有身份证号"}),
    # base/ledger: the books of the village collective; anybody reads its public sheet
    Row("ledger_books", {**_SEES, **_LED_TO_OWN}, query="?place=141130101202"),
    Row("ledger_own", {"villager": MOVED, "head": MOVED}, others=OK),  # one account alone is opened at once
    Row("ledger_new", {"officer": OK, "cadre": NO, "auditor": NO}, query="?place=141130101202"),
    Row("ledger_new", {"officer": WRONG, "cadre": NO, "auditor": NO}, method="post", query="?place=141130101202"),
    *(Row(f"ledger_{page}", _SEES) for page in ("book", "journal", "account", "trial", "months", "entry", "export")),
    Row("ledger_rules", _SEES, query="?place=141130101202"),
    Row(
        "ledger_rules",
        {"officer": WRONG, "cadre": NO, "auditor": NO},
        query="?place=141130101202",
        method="post",
        data={"above": "-"},
    ),
    Row("ledger_keeper", {"officer": OK, "cadre": NO, "auditor": NO}),
    Row("ledger_keeper", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post"),
    Row("ledger_opening", {"officer": OK, "cadre": NO, "auditor": NO}),
    Row("ledger_opening", {"officer": WRONG, "cadre": NO, "auditor": NO}, method="post"),
    Row("ledger_record", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("ledger_record", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("ledger_reverse", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("ledger_reverse", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("ledger_close", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post"),
    Row("ledger_convert", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post"),
    Row("ledger_waiting", _SEES, query="?place=141130101202"),
    Row("ledger_proposal", _SEES),
    # what waits was recorded by the cadre, who therefore takes it back but does not decide on it
    Row("ledger_approve", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post"),
    Row("ledger_refuse", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post", data={"reason": "x"}),
    Row("ledger_withdraw", {"officer": NO, "cadre": MOVED, "auditor": NO}, method="post"),
    Row("ledger_member", {**_SEES, "villager": OK}),
    everyone("ledger_use", visitor=OK),
    # services/units
    Row("units_formations", _SEES, query="?place=141130101202"),
    Row("units_ask", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202"),
    Row("units_formation", _SEES),
    Row("units_notice", _SEES),
    Row("units_export", _SEES),
    Row("units_adopt", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post"),
    Row("units_discard", {"officer": MOVED, "cadre": MOVED, "auditor": NO}, method="post"),
    # services/units: wishes
    Row("units_answers", _SEES, query="?place=141130101202"),
    Row("units_answers_export", _SEES, query="?place=141130101202"),
    Row("units_answer_forms", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202001"),
    Row("units_answer_sheet", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202001"),
    Row("units_answer_load", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202001"),
    Row(
        "units_answer_load",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO},
        method="post",
        query="?place=141130101202001",
        data={"key": "00000000-0000-0000-0000-000000000001"},
    ),
    Row("units_answer_find", dict.fromkeys((*_SEES, "colleague", "stranger", "head", "villager"), MOVED)),
    # Who sees other households is told that this form is none of theirs; to the villager it is the own one.
    Row(
        "units_answer_form",
        {**dict.fromkeys((*_SEES, "villager"), MOVED), **dict.fromkeys(("colleague", "stranger"), WRONG)},
    ),
    Row("units_answer_entry", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("units_answer_entry", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post", data={"way": "paper"}),
    Row("units_own", {"head": MOVED, "villager": MOVED}),
    Row("units_own_wishes", {"head": OK, "villager": OK}),
    Row("units_own_wishes", {"head": WRONG, "villager": WRONG}, method="post", data={"willing": "yes"}),
    # services/units: proposals; the villager's household is asked by the one that is open, the head's too
    Row("units_publish", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post", data={"days": "7"}),
    Row("units_proposal", _SEES),
    Row("units_proposal_export", _SEES),
    Row("units_proposal_paper", {"officer": OK, "cadre": OK, "auditor": NO}),
    *(
        Row(f"units_proposal_{act}", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post")
        for act in ("establish", "withdraw", "close")
    ),
    Row("units_proposal_again", {"officer": MOVED, "cadre": MOVED, "auditor": NO}, method="post"),
    Row("units_proposal_sheet", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("units_proposal_sheet", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post", data={"paper": "7"}),
    Row("units_decide", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("units_decide", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post", data={"word": "accept"}),
    Row("units_own_proposal", {"head": OK, "villager": OK}),
    Row("units_own_proposal", {"head": WRONG, "villager": WRONG}, method="post", data={"word": "accept"}),
    Row("units_unit", _SEES),
    # services/units: heads. The villager and the head of the other hamlet find nothing here; what a member of the
    # unit itself may do stands in tests/services/units/heads/test_web.py.
    Row("units_elections", _SEES, query="?place=141130101202"),
    Row("units_election_open", {"officer": OK, "cadre": OK, "auditor": NO}, query="?unit={unit_in_force}"),
    Row(
        "units_election_open",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO},
        query="?unit={unit_in_force}",
        method="post",
        data={"kind": "head"},
    ),
    Row("units_election", _SEES),
    Row("units_ballot", {"officer": NO, "cadre": NO, "auditor": NO}),
    Row("units_ballot", {"officer": NO, "cadre": NO, "auditor": NO}, method="post", data={"act": "vote"}),
    Row("units_election_act", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("units_election_act", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("units_election_notice"),
    Row("units_heads", _SEES, query="?place=141130101202"),
    Row("units_heads_export", _SEES, query="?place=141130101202"),
    Row("units_heads_print", _SEES, query="?place=141130101202"),
    Row("units_head_rules", _SEES, query="?place=141130101202"),
    Row(
        "units_head_rules",
        {"officer": WRONG, "cadre": NO, "auditor": NO},
        query="?place=141130101202",
        method="post",
        data={"source": ""},
    ),
    Row("units_term_act", {"officer": OK, "cadre": NO, "auditor": NO}),
    Row("units_term_act", {"officer": WRONG, "cadre": NO, "auditor": NO}, method="post", data={"how": "resigned"}),
    Row("units_interim", {"officer": MOVED, "cadre": NO, "auditor": NO}, method="post"),
    Row("units_recall", _SEES),
    Row(
        "units_recall",
        {"officer": WRONG, "cadre": WRONG, "auditor": NO},
        method="post",
        data={"act": "vote", "way": "paper", "vote_from": "2000-01-01", "vote_until": "2000-01-01"},
    ),
    Row("units_handover", _SEES),
    Row("units_handover", {"officer": GONE}, method="post", data={"item": "0"}),
    Row("units_ladder", {"officer": OK, "cadre": OK}),
    Row("units_ladder", {"officer": WRONG, "cadre": WRONG}, method="post", data={"step": "able"}),
    Row("units_standing", _SEES, query="?place=141130101202"),
    Row("units_standing_export", _SEES, query="?place=141130101202"),
    Row("units_release", {"officer": CLASH, "cadre": CLASH, "auditor": NO}, method="post", data=_VILLAGE),
    Row("units_repair", {"officer": OK, "cadre": OK, "auditor": NO}, query="?place=141130101202"),
    Row("units_leave", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("units_leave", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("units_join", {"officer": OK, "cadre": OK, "auditor": NO, "villager": GONE}),
    Row("units_join", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": GONE}, method="post"),
    # services/units: charters. The villager sits in the unit, the head in another.
    Row("units_mine", _MEMBERS),
    Row("desk_unit", _MEMBERS),
    Row("units_card", _MEMBERS),
    Row("units_cards", _SEES, query="?place=141130101202"),
    Row("units_poster", _SEES, query="?place=141130101202"),
    Row("units_charters", _SEES, query="?place=141130101202"),
    Row("units_template", {**_MEMBERS, "colleague": OK, "head": OK}),
    Row("units_template_new", {**_MAY_SEE, "officer": OK}, query="?place=141130101"),
    Row("units_template_new", {**_MAY_SEE, "officer": WRONG}, query="?place=141130101", method="post"),
    Row("units_template_approve", {"officer": MOVED}, method="post"),
    Row("units_charter", _MEMBERS),
    Row("units_charter_draft", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("units_charter_draft", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}, method="post"),
    Row("units_charter_sign", {"officer": NO, "cadre": NO, "auditor": NO, "villager": MOVED}, method="post"),
    Row("units_charter_paper", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row("units_charter_paper", {"officer": WRONG, "cadre": WRONG, "auditor": NO, "villager": NO}, method="post"),
    Row("units_charter_print", _MEMBERS),
    # services/units: appraisals
    Row("units_appraisals", _SEES, query="?place=141130101202"),
    Row("units_appraisal", _MEMBERS),
    Row("units_appraise_self", {"officer": NO, "cadre": NO, "auditor": NO, "villager": OK}),
    Row(
        "units_appraise_self",
        {"officer": NO, "cadre": NO, "auditor": NO, "villager": MOVED},
        method="post",
        data={"clean": "4"},
    ),
    Row("units_score", {"officer": OK, "cadre": OK, "auditor": NO, "villager": NO}),
    Row(
        "units_score",
        {"officer": MOVED, "cadre": MOVED, "auditor": NO, "villager": NO},
        method="post",
        data={"clean": "4"},
    ),
    Row("units_object", {"officer": NO, "cadre": NO, "auditor": NO, "villager": OK}, query="?month=2019-07"),
    Row("units_objection_answer", {"officer": OK, "cadre": NO, "auditor": NO}),
    Row(
        "units_objection_answer",
        {"officer": MOVED, "cadre": NO, "auditor": NO},
        method="post",
        data={"answer": "现场照旧", "upholds": "no", "clean": "4"},
    ),
    Row("units_publish_month", {"officer": 409, "cadre": NO, "auditor": NO}, method="post", data=_JULY),
    Row("units_ranking", {**_MEMBERS, "head": OK}, query="?place=141130101202&month=2019-07"),
    Row("units_rules", {**_MEMBERS, "colleague": OK, "head": OK}, query="?place=141130101"),
    Row("units_rule", {**_MEMBERS, "colleague": OK, "head": OK}),
    Row("units_rule_new", {**_MAY_SEE, "officer": OK}, query="?place=141130101"),
    Row("units_rule_new", {**_MAY_SEE, "officer": WRONG}, query="?place=141130101", method="post"),
    Row("units_rule_publish", {**_MAY_SEE, "officer": 302, **dict.fromkeys(_NOT_KEEPERS, GONE)}, method="post"),
    # services/units: the roll-out
    Row("units_rollout", _SEES, query="?place=141130101202"),
    Row("units_rollout_poster", _SEES, query="?place=141130101202"),
    Row("units_rollout_plan", {"officer": OK, "cadre": NO, "auditor": NO}, query="?place=141130101202"),
    Row(
        "units_rollout_plan",
        {"officer": MOVED, "cadre": NO, "auditor": NO},
        query="?place=141130101202",
        method="post",
        data={"notice": "2019-09-01"},
    ),
    # services/units: the workbench; an edit without a household, and a price missing, are refused on the page itself
    Row("units_workbench", _SEES),
    Row("units_workbench_preview", {"officer": OK, "cadre": OK, "auditor": NO}),
    Row("units_workbench_edit", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row("units_workbench_solve", {"officer": WRONG, "cadre": WRONG, "auditor": NO}, method="post"),
    Row(
        "units_workbench_solve",
        {"officer": MOVED, "cadre": MOVED, "auditor": NO},
        method="post",
        data={"price": "1", "distance": "1", "wish": "0.6", "skill": "0.5", "preference": "0.8", "balance": "2"},
    ),
    Row("units_fairness", _SEES),
    Row("units_compare", _SEES, query="?place=141130101202"),
    # fronts/ui
    everyone("ui_style", visitor=OK),
    everyone("ui_language", MOVED, visitor=MOVED, method="post", data={"language": "en"}),
    everyone("ui_theme", MOVED, visitor=MOVED, method="post", data={"theme": "dark"}),
    Row("ui_places", {**_SEES, "administrator": OK, "banker": OK}, query="?place=141130101202"),
    # one's own account
    everyone("account_login", MOVED, visitor=OK),
    everyone("account_logout", visitor=MOVED),
    everyone("account_reauthenticate"),
    everyone("account_change_password"),
    everyone("account_inactive", visitor=OK),
    everyone("mfa_index"),
    everyone("mfa_activate_totp", MOVED),
    everyone("mfa_authenticate", MOVED),
    everyone("mfa_reauthenticate", MOVED),
    everyone("mfa_deactivate_totp", GONE),
    everyone("mfa_view_recovery_codes", GONE),
    everyone("mfa_generate_recovery_codes", MOVED),
    everyone("mfa_download_recovery_codes", GONE),
    everyone("usersessions_list"),
)

# Offered by the sign-in library under paths that ``accounts_shut`` answers before it.
SHUT = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
}
