"""What can be done with a dispute now, and what each act does."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.cases.types import State
from shihu.kernel.presentation import Action
from shihu.services.linkages.types.mediation import DisputeDetail, MediationLevel, Performed


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done now, and what it does."""

    action: Action
    words: str


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the acts of one dispute."""

    told: DisputeDetail

    def own(self, name: str, label: str, says: str, icon: str, *, main: bool = False) -> Act:
        """An act of mediation."""
        href = reverse("linkages_dispute_act", kwargs={"key": self.told.key, "act": name})
        return Act(Action(label, href, "primary" if main else "plain", icon), says)

    def of_case(self, name: str, label: str, says: str, icon: str, *, posts: bool = False, main: bool = False) -> Act:
        """An act that every case knows."""
        href = reverse("cases_act", kwargs={"key": self.told.case.row.key, "act": name})
        return Act(Action(label, href, "primary" if main else "plain", icon, posts), says)


def acts_now(told: DisputeDetail, today: date) -> tuple[Act, ...]:
    """Return what the reader can do, the next step first."""
    make = _Maker(told)
    if told.case.row.state == State.CLOSED:
        return (*_afterwards(make, today), *_anew(make))
    return (*_handling(make), *_moving(make))


def _handling(make: _Maker) -> list[Act]:
    told = make.told
    if not told.case.standing.may_act:
        return []
    newest, row = told.agreement, told.case.row
    at_panel = row.level == MediationLevel.PANEL
    found: list[Act] = []
    if newest is not None and not newest.is_effective:
        says = _("Once all have signed and the seal is on it, it binds and the dispute is closed.")
        found.append(make.own("sign", _("Enter signatures"), says, "edit", main=True))
    if at_panel:
        says = _("Three or more, an odd number, none of them close to a party; both sides speak.")
        found.append(make.own("hearing", _("Write down a hearing"), says, "people", main=not told.hearings))
    label = _("Write the agreement") if newest is None else _("Write a new version")
    says = _("What is agreed, how and by when it is kept. Printed for signature and seal.")
    is_next = newest is None and (not at_panel or bool(told.hearings))
    found.append(make.own("agree", label, says, "book", main=is_next))
    says = _("By word of mouth, made peace, withdrawn, handed on.")
    found.append(make.own("end", _("End it otherwise"), says, "check"))
    found.append(make.of_case("note", _("Write a note"), _("What was done or said; it can be sealed."), "edit"))
    if row.state == State.PAUSED:
        found.append(make.of_case("resume", _("Let the clock go on"), _("Today counts again."), "right", posts=True))
    else:
        found.append(make.of_case("pause", _("Stop the clock"), _("A party is away, land is being measured."), "stop"))
    return found


def _moving(make: _Maker) -> list[Act]:
    told, standing = make.told, make.told.case.standing
    found: list[Act] = []
    if standing.keeps and standing.may_act:
        says = _("Another person at this level, with the reason; the clock goes on.")
        found.append(make.of_case("assign", pgettext("linkages", "Say who takes it"), says, "people"))
    if standing.may_ask and not told.case.is_top:
        says = _("Any party may ask for it; the next level's time begins.")
        found.append(make.own("up", _("Ask the next level"), says, "rising"))
    if told.case.row.holder and (standing.is_party or standing.is_holder or standing.keeps):
        says = _("%(name)s has a stake in it: somebody else takes it.") % {"name": told.case.row.holder}
        found.append(make.own("aside", pgettext("linkages", "Stand aside"), says, "leave"))
    return found


def _afterwards(make: _Maker, today: date) -> list[Act]:
    told, row, newest = make.told, make.told.case.row, make.told.agreement
    found: list[Act] = []
    if not told.case.standing.may_act:
        return found
    if row.visit_due and row.visited is None:
        says = _("Due on %(day)s: does what was settled hold?") % {"day": row.visit_due}
        found.append(make.of_case("visit", _("Record the return visit"), says, "check", main=row.visit_due <= today))
    if newest is None or not newest.is_effective:
        return found
    if not told.performance or told.performance[0].state != Performed.DONE:
        found.append(make.own("kept", _("Enter how it is kept"), _("Paid, moved, built: what was seen."), "check"))
    if newest.is_oral or newest.confirm_until is None:
        return found
    if newest.applied_on is None and today <= newest.confirm_until:
        says = _("Both sides together, by %(day)s.") % {"day": newest.confirm_until}
        found.append(make.own("court", _("Enter the application to the court"), says, "shield"))
    elif newest.applied_on and newest.decided_on is None:
        found.append(make.own("decided", _("Enter what the court said"), "", "shield"))
    return found


def _anew(make: _Maker) -> list[Act]:
    standing = make.told.case.standing
    found: list[Act] = []
    if standing.may_ask:
        says = _("What was agreed does not hold: the same level takes it up again.")
        found.append(make.own("reopen", _("Reopen it"), says, "undo"))
    if standing.is_party or standing.keeps:
        says = _("Others hear it; nobody who handled it before.")
        found.append(make.own("appeal", _("Have it heard by others"), says, "right"))
    return found
