"""What the forms of the platform are called, by the URL name that they are sent to.

A form whose act stands in the audit is called as its act is there (`words.ACTIONS`); the others are named here.
"""

from django.utils.translation import gettext as _

from shihu.fronts.desk.web.words import ACTIONS
from shihu.kernel.refusals import N_

FORMS = {
    "evidence_remove": N_("Remove a file for good"),
    "ledger_approve": N_("Approve money"),
    "ledger_convert": N_("Go over to the new chart of accounts"),
    "ledger_new": N_("Open books"),
    "ledger_opening": N_("Opening balances"),
    "ledger_record": N_("Book money"),
    "ledger_refuse": N_("Turn money down"),
    "ledger_reverse": N_("Reverse an entry"),
    "ledger_withdraw": N_("Take money back before approval"),
    "linkages_goals_goal": N_("Check of a goal"),
    "linkages_goals_target": N_("Target of a figure"),
    "linkages_goals_plan": N_("Target days of goals"),
    "linkages_goals_roll": N_("Target days from the roll-out plan"),
    "linkages_goals_work": N_("Check of a village work"),
    "linkages_goals_work_new": N_("Enter a finished work"),
    "registry_accounts_load": N_("Load a list of accounts"),
    "registry_household_act": N_("Change a household"),
    "registry_import_answers": N_("Answer doubtful duplicates"),
    "registry_import_check": N_("Check a roster"),
    "registry_import_commit": N_("Load a roster"),
    "registry_import_discard": N_("Discard an import"),
    "registry_import_sheet": N_("Choose sheet and columns"),
    "registry_import_undo": N_("Undo an import"),
    "registry_imports": N_("Upload a roster"),
    "registry_person_act": N_("Change a person"),
    "units_answer_entry": N_("Enter the wishes of a household"),
    "units_answer_load": N_("Load a sheet of wishes"),
    "units_appraise_self": N_("Appraise one's own unit"),
    "units_charter_draft": N_("Draft a charter"),
    "units_charter_paper": N_("Enter a signed sheet"),
    "units_charter_sign": N_("Sign a charter"),
    "units_election_act": N_("Run an election"),
    "units_handover": N_("Hand-over between heads"),
    "units_interim": N_("Name an acting head"),
    "units_own_proposal": N_("Join a unit or not"),
    "units_own_wishes": N_("Say what we wish"),
    "units_proposal_again": N_("Draw a proposal again"),
    "units_proposal_close": N_("Close a proposal"),
    "units_proposal_establish": N_("Establish units"),
    "units_proposal_sheet": N_("Enter a consent sheet"),
    "units_proposal_withdraw": N_("Withdraw a proposal"),
    "units_recall": N_("Motion of recall"),
    "units_rollout_plan": N_("Planned days of the roll-out"),
    "units_rule_new": N_("Write rules of appraisal"),
    "units_rule_publish": N_("Publish rules of appraisal"),
    "units_score": N_("Appraise a unit"),
    "units_template_approve": N_("Approve a charter template"),
    "units_template_new": N_("Write a charter template"),
    "units_term_act": N_("Change a term of office"),
    "units_workbench_edit": N_("Move households by hand"),
    "units_workbench_solve": N_("Draw units again"),
}


# Forms without a word of their own are called by their part, so that a part's burden stands together.
PARTS = {
    "cases_": N_("Cases and clocks"),
    "industry_advances_": N_("Inputs on credit"),
    "industry_asked_": N_("Second person for projects"),
    "industry_awards_": N_("Award fund"),
    "industry_labour_": N_("Day labour"),
    "industry_lots_": N_("Tracing of goods"),
    "industry_projects_": N_("Projects"),
    "industry_sales_": N_("Deliveries and sales"),
    "industry_settlement": N_("Settlements and dividends"),
    "industry_shares_": N_("Share books"),
    "industry_terms": N_("Vote on distribution"),
    "ledger_keeper": N_("Keeper of books"),
    "ledger_rules": N_("Rules on a second person"),
    "linkages_civility_": N_("Civility"),
    "linkages_dispute": N_("Disputes and mediation"),
    "linkages_integrity_": N_("Integrity"),
    "linkages_mediat": N_("Disputes and mediation"),
    "linkages_meetings_": N_("Meetings of the units"),
    "linkages_points": N_("Points"),
    "linkages_safety_": N_("Safety"),
    "linkages_sanitation_": N_("Sanitation"),
    "linkages_welfare_": N_("Public welfare"),
}


def known(name: str) -> bool:
    """Tell whether a form has a word."""
    return name in FORMS or _act(name) in ACTIONS or bool(_part(name))


def form_word(name: str) -> str:
    """Return what a form is called; its URL name where nobody has named it."""
    word = FORMS.get(name) or ACTIONS.get(_act(name)) or _part(name)
    return _(word) if word else name


def _part(name: str) -> str:
    return next((word for prefix, word in PARTS.items() if name.startswith(prefix)), "")


def _act(name: str) -> str:
    return name.replace("_", ".", 1)
