"""What the workbench says of changes, terms and rules."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import Act, Bench, Edit, Preview

EVEN = 0.05


def unit_names(bench: Bench, names: Names) -> dict[UUID, str]:
    """Return what each unit of the draft is called in the reader's language."""
    return {
        key: words.unit_label(name, names.get(bench.hamlet_of[key], ("", ""))[1], bench.ordinal_of[key])
        for key, name in bench.unit_names.items()
    }


def edit_text(edit: Edit, bench: Bench, units: Mapping[UUID, str]) -> str:
    """One change by hand, in a sentence without its full stop."""
    if edit.act in {Act.UNDO, Act.REDO}:
        concerned = next((one for one in bench.edits if one.version == edit.of), edit)
        told = {"change": _sentence(concerned, bench, units)}
        return _("undone: %(change)s") % told if edit.act is Act.UNDO else _("done again: %(change)s") % told
    return _sentence(edit, bench, units)


def _sentence(edit: Edit, bench: Bench, units: Mapping[UUID, str]) -> str:
    told = {
        "household": bench.names.get(edit.household, edit.household),
        "other": bench.names.get(edit.other, edit.other),
        "unit": units.get(edit.unit, "") if edit.unit else "",
        "origin": units.get(edit.origin, "") if edit.origin else "",
    }
    texts = {
        Act.MOVE: _("%(household)s from %(origin)s to %(unit)s"),
        Act.EXCHANGE: _("%(household)s of %(origin)s and %(other)s of %(unit)s change places"),
        Act.LOCK: _("%(unit)s locked"),
        Act.UNLOCK: _("%(unit)s unlocked"),
        Act.PIN: _("%(household)s pinned in %(unit)s"),
        Act.UNPIN: _("%(household)s released from %(unit)s"),
        Act.TIE: _("%(household)s and %(other)s kept together"),
        Act.UNTIE: _("%(household)s and %(other)s parted"),
    }
    return texts[edit.act] % told if edit.act in texts else ""


def change_text(change: float) -> str:
    """A change of the objective in words: lower is better."""
    if abs(change) < EVEN:
        return _("as good")
    points = words.points(abs(change))
    return _("%(points)s better") % {"points": points} if change < 0 else _("%(points)s worse") % {"points": points}


def total_text(change: float) -> str:
    """What a change is worth to everybody together."""
    if abs(change) < EVEN:
        return _("For everybody together it is as good as before.")
    points = {"points": words.points(abs(change))}
    if change < 0:
        return _("For everybody together it is %(points)s points better.") % points
    return _("For everybody together it is %(points)s points worse.") % points


def broken_texts(seen: Preview, bench: Bench, units: Mapping[UUID, str]) -> tuple[str, ...]:
    """The rules that a change would break; one sentence for all of them to whoever may not see refusals."""
    if not seen.broken:
        return ()
    if not bench.sees_private:
        return (_("The rules do not allow this. The township officer sees which one, and may decide."),)
    told = []
    for size in seen.sizes:
        if "size" in seen.broken and size.is_outside:
            text = ngettext(
                "%(unit)s would have %(count)s household; the rule is %(low)s to %(high)s.",
                "%(unit)s would have %(count)s households; the rule is %(low)s to %(high)s.",
                size.after,
            )
            told.append(
                text % {"unit": units.get(size.unit, ""), "count": size.after, "low": size.low, "high": size.high}
            )
    if "head" in seen.broken:
        told.append(_("A unit would be left without a household able to lead."))
    for one, other in seen.clashes:
        pair = {"one": bench.names.get(one, one), "other": bench.names.get(other, other)}
        told.append(_("%(one)s and %(other)s: one refuses the other.") % pair)
    return tuple(told)
