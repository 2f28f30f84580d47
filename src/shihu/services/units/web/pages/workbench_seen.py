"""What a change would do, and what was done, in words."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shihu.kernel.presentation import Event
from shihu.services.units.queries import words
from shihu.services.units.types import SEATING, Act, Edit, Preview, Wanted
from shihu.services.units.web.pages import workbench_words as said
from shihu.services.units.web.pages.workbench_parts import Conflict, Draft, Line, Seen


def event_of(draft: Draft, edit: Edit) -> Event:
    when = date_format(localtime(edit.at), "Y-m-d H:i") if edit.at else ""
    state = {"undone": _("undone"), "dropped": _("undone, and replaced by another change")}.get(edit.state, "")
    worth = said.change_text(edit.change) if edit.change is not None else ""
    text = words.listed([part for part in (worth, edit.reason, state) if part])
    title = said.edit_text(edit, draft.bench, draft.labels)
    return Event(when=when, title=title[:1].upper() + title[1:], text=text, who=edit.actor_name)


def conflict_of(draft: Draft, version: int, sentence: str, wanted: Wanted) -> Conflict:
    """What was done since the version that somebody saw, and their own change to be done on the draft as it is now.

    A change of seats is shown with what it would do now, and is done from there.
    """
    since = [edit for edit in draft.bench.edits if edit.version > version]
    again = None
    if wanted.act not in SEATING:
        fields = {"household": wanted.household, "unit": str(wanted.unit or ""), "other": wanted.other}
        again = draft.post(_("Do mine now"), wanted.act, kind="primary", **fields)
    return Conflict(sentence, tuple(event_of(draft, edit) for edit in since), again)


def seen_of(draft: Draft, seen: Preview, *, reason: str = "") -> Seen:
    """What a change would do, in words."""
    bench, labels = draft.bench, draft.labels
    wanted = seen.wanted
    names = {"household": bench.names.get(wanted.household, ""), "other": bench.names.get(wanted.other, "")}
    if wanted.act is Act.EXCHANGE:
        title = _("%(household)s and %(other)s change places") % names
        label = _("Exchange them")
        fields = draft.fields(Act.EXCHANGE, household=wanted.household, other=wanted.other)
    else:
        names["unit"] = labels.get(wanted.unit, "") if wanted.unit else ""
        title = _("%(household)s goes to %(unit)s") % names
        label = _("Move there")
        fields = draft.fields(Act.MOVE, household=wanted.household, unit=str(wanted.unit))
    soft = seen.breaks_only_size and bench.may_allow
    return Seen(
        title=title,
        total=said.total_text(seen.change),
        tone="seal" if seen.broken else "pine" if seen.change < 0 else "ochre",
        lines=tuple(_line(_(text), seen.before[name], seen.after[name]) for name, text in words.TERMS.items()),
        sizes=tuple(
            _("%(unit)s: %(before)s → %(after)s households")
            % {"unit": labels.get(size.unit, ""), "before": size.before, "after": size.after}
            for size in seen.sizes
            if size.before != size.after
        ),
        broken=said.broken_texts(seen, bench, labels),
        shares=tuple(f"{bench.names.get(c, c)} {said.change_text(by)}" for c, by in seen.households[:5]),
        refusal="",
        may_do=bench.may_edit and (not seen.broken or soft),
        needs_reason=soft and bool(seen.broken),
        reason=reason,
        fields=fields,
        label=label,
    )


def refused(sentence: str) -> Seen:
    """What is shown in place of a preview where what is held forbids the change."""
    return Seen("", "", "seal", (), (), (), (), sentence, False, False, "", (), "")


def _line(label: str, before: float, after: float) -> Line:
    change = after - before
    tone = "" if abs(change) < said.EVEN else "pine" if change < 0 else "ochre"
    return Line(label, words.points(before), words.points(after), said.change_text(change), tone)
