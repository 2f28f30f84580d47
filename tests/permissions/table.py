"""Every address of the platform, and what each person gets there.

A row says, for one address and method, the status that each of the cast receives:

- ``in_scope``: those whose scope holds the thing (the officer of the township, the cadre of the village …);
- ``colleague``: the same role in another village; ``stranger``: an officer of another township;
- ``visitor``: nobody has signed in.

``DOOR`` is a redirect to the sign-in page, ``GONE`` a 404 that does not tell whether the thing exists.
"""

from dataclasses import dataclass, field

OK, MOVED, DOOR, NO, GONE, WRONG = 200, 302, 302, 403, 404, 422

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


_SEES = {"officer": OK, "cadre": OK, "auditor": OK}
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
    # base/ledger: the books of the village collective; anybody reads its public sheet
    Row("ledger_books", {**_SEES, **_LED_TO_OWN}, query="?place=141130101202"),
    Row("ledger_own", {"villager": MOVED}, others=OK),
    Row("ledger_new", {"officer": OK, "cadre": NO, "auditor": NO}, query="?place=141130101202"),
    Row("ledger_new", {"officer": WRONG, "cadre": NO, "auditor": NO}, method="post", query="?place=141130101202"),
    *(Row(f"ledger_{page}", _SEES) for page in ("book", "journal", "account", "trial", "months", "entry", "export")),
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
    Row("units_unit", _SEES),
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
