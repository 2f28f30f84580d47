"""What the workbench refuses."""

from shihu.kernel.refusals import N_, Refusal


class DraftMoved(Refusal):
    code = "units.draft_moved"
    status = 409
    sentence = N_("%(who)s changed this draft meanwhile. Nothing of yours was done yet: look at the change first.")


class RosterMoved(Refusal):
    code = "units.roster_moved"
    status = 409
    sentence = N_(
        "The roster has changed since this draft was drawn, so its figures no longer hold. Solve it again; few "
        "households will move."
    )


class NotInDraft(Refusal):
    code = "units.not_in_draft"
    sentence = N_("%(household)s sits in no unit of this draft. Choose one that does.")


class UnknownUnit(Refusal):
    code = "units.unknown_unit"
    sentence = N_("This unit is not one of those the household can go to. Choose a unit of the same hamlet.")


class SameUnit(Refusal):
    code = "units.same_unit"
    sentence = N_("%(household)s sits in that unit already. Choose another.")


class UnitEmptied(Refusal):
    code = "units.unit_emptied"
    sentence = N_("This would leave a unit with nobody in it. Solve the draft again for fewer units instead.")


class UnitLocked(Refusal):
    code = "units.unit_locked"
    status = 409
    sentence = N_("%(unit)s is locked: nobody comes in or leaves. Unlock it first.")


class HouseholdPinned(Refusal):
    code = "units.household_pinned"
    status = 409
    sentence = N_("%(household)s is pinned in its unit. Release it first.")


class PairTied(Refusal):
    code = "units.pair_tied"
    status = 409
    sentence = N_("%(household)s and %(other)s are kept together. Part them first.")


class HeldAlready(Refusal):
    code = "units.held_already"
    status = 409
    sentence = N_("It is held like this already.")


class NotHeld(Refusal):
    code = "units.not_held"
    status = 409
    sentence = N_("It is not held, so there is nothing to release.")


class RulesForbid(Refusal):
    """A hard rule stands in the way. ``rules`` names them for the officer; others are told no more than this."""

    code = "units.rules_forbid"
    sentence = N_("The rules do not allow this change. Choose another unit, or an exchange.")


class SizeNeedsReason(Refusal):
    code = "units.size_needs_reason"
    sentence = N_(
        "A unit would have fewer than %(low)s or more than %(high)s households. Say why it must be so, and confirm."
    )


class NothingToUndo(Refusal):
    code = "units.nothing_to_undo"
    status = 409
    sentence = N_("No change by hand is left to undo.")


class NothingToRedo(Refusal):
    code = "units.nothing_to_redo"
    status = 409
    sentence = N_("No undone change is left to do again.")
