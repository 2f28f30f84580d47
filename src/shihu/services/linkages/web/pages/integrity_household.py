"""The page of a household's integrity: what counts, why, what can be done."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Fact,
    Link,
    PageHead,
    Row,
    Table,
)
from shihu.services.linkages.types.integrity import (
    BANK,
    AdultRow,
    FactRow,
    HouseholdIntegrity,
    Reckoned,
)
from shihu.services.linkages.web.civility_forms import AnswerForm, WordsForm
from shihu.services.linkages.web.integrity_forms import ConsentSheetForm
from shihu.services.linkages.web.pages import integrity_words as words
from shihu.services.linkages.web.pages.civility.ways import address
from shihu.services.linkages.web.pages.sheet import Asked, Block, Page

_Given = Mapping[str, forms.Form]
PAGE_SIZE = 50


def household_page(told: HouseholdIntegrity, *, today: date, given: _Given) -> Page:
    """Build a household's record: what counts, why, what can be done."""
    acts = []
    if told.may_note and told.rule is not None:
        href = reverse("linkages_integrity_note", kwargs={"code": told.code})
        acts.append(Action(_("Note a fact from a signed paper"), href, "primary", icon="plus"))
    acts.insert(
        0, Action(pgettext("linkages", "What counts"), address("linkages_integrity_rules", told.hamlet), "quiet")
    )
    blocks = []
    if told.reckoned is not None and told.rule is not None:
        blocks.append(_reckoning(told.reckoned))
        blocks.append(_what_to_do(told))
    blocks.append(Block(title=pgettext("linkages", "Facts"), table=_facts(told, today), asked=_objecting(told, given)))
    blocks.append(_consents(told, given))
    lead = _("No rule holds yet: nothing counts.")
    if told.reckoned is not None:
        lead = _("%(points)s points: %(grade)s. By rule version %(version)s of the township.") % {
            "points": told.reckoned.points,
            "grade": words.grade_name(told.reckoned.grade),
            "version": told.reckoned.version,
        }
    back = None
    if not told.is_own:
        back = Link(pgettext("linkages", "Integrity"), address("linkages_integrity", told.hamlet))
    return Page(
        head=PageHead(
            _("Integrity of the household of %(name)s") % {"name": told.householder}, lead, tuple(acts), back=back
        ),
        blocks=tuple(blocks),
    )


def _reckoning(told: Reckoned) -> Block:
    facts = [Fact(_("Everybody begins with"), _("%(points)s points") % {"points": told.base})]
    for part in told.parts:
        note = _("%(count)s of them") % {"count": part.count}
        if part.is_capped:
            note += " · " + _("no more than this counts of one kind")
        facts.append(
            Fact(words.kind_name(part.kind), Link(_("%(points)+d points") % {"points": part.points}, note=note))
        )
    facts.append(Fact(pgettext("linkages", "Together"), _("%(points)s points") % {"points": told.points}))
    return Block(title=_("How it is reckoned"), facts=tuple(facts))


def _what_to_do(told: HouseholdIntegrity) -> Block:
    reckoned = told.reckoned
    if reckoned is None or told.rule is None:
        return Block()
    lines = []
    if reckoned.above:
        lines.append(
            _("%(points)s points more lead to %(grade)s.")
            % {"points": reckoned.missing, "grade": words.grade_name(reckoned.above)}
        )
    broken = [kind.key for kind in told.rule.kinds if kind.points < 0]
    ending = sorted(row.until for row in told.facts if row.counts and row.kind in broken)
    if ending:
        lines.append(_("What takes points off ends by itself: the next on %(day)s.") % {"day": ending[0]})
    best = [kind for kind in told.rule.kinds if kind.points > 0]
    if reckoned.above and best:
        lines.append(
            _("What adds points: %(kinds)s.")
            % {"kinds": pgettext("linkages", "; ").join(words.kind_with_points(kind) for kind in best)}
        )
    lines.append(_("If a fact is wrong, object to it: until the answer it takes nothing off."))
    return Block(title=pgettext("linkages", "What you can do"), lead=" ".join(lines))


def _facts(told: HouseholdIntegrity, today: date) -> Table:
    points = {kind.key: kind.points for kind in told.rule.kinds} if told.rule else {}
    columns = (
        Column("what", pgettext("linkages", "What happened"), names_row=True),
        Column("points", pgettext("linkages", "Points"), "number"),
        Column("day", pgettext("linkages", "Day"), "date"),
        Column("until", pgettext("linkages", "Counts until"), "date"),
        Column("source", pgettext("linkages", "From")),
        Column("state", pgettext("linkages", "Does it count")),
        Column("answer", _("Objection and answer")),
    )
    rows = tuple(
        Row(
            (
                Link(words.kind_name(row.kind), note=row.words),
                f"{points[row.kind]:+d}" if row.kind in points else "—",
                row.day.isoformat(),
                row.until.isoformat(),
                Link(words.source_name(row.source), note=row.noted_by),
                _state(row, today),
                Link(row.objection, note=row.answer) if row.objection else "—",
            )
        )
        for row in told.facts
    )
    empty = Empty(
        pgettext("linkages", "Nothing is noted"),
        _("That is no fault: everybody begins with the same points."),
        icon="check",
    )
    return Table(columns, rows, pgettext("linkages", "Facts"), empty=empty, id="facts")


def _state(row: FactRow, today: date) -> Badge:
    if row.withdrawn_why:
        return Badge(pgettext("linkages", "withdrawn"), "plain")
    if row.counts:
        return Badge(pgettext("linkages", "counts"), "pine", "check")
    if row.objection_key is not None and row.is_upheld is None and row.until > today:
        return Badge(_("does not count until the answer"), "ochre", "clock")
    return Badge(pgettext("linkages", "counts no more"), "plain")


def _objecting(told: HouseholdIntegrity, given: _Given) -> tuple[Asked, ...]:
    asked = []
    for row in told.facts:
        if row.withdrawn_why:
            continue
        is_waiting = row.objection_key is not None and row.is_upheld is None
        title = f"{words.kind_name(row.kind)} · {row.day}"
        if is_waiting and told.may_answer:
            asked.append(
                Asked(
                    given.get(str(row.objection_key)) or AnswerForm(),
                    reverse("linkages_integrity_answer", kwargs={"key": row.objection_key}),
                    _("Answer the objection"),
                    is_folded=str(row.objection_key) not in given,
                    title=_("Answer the objection to: %(fact)s") % {"fact": title},
                )
            )
        elif not is_waiting and (told.is_own or told.may_note):
            asked.append(
                Asked(
                    given.get(str(row.key)) or WordsForm(),
                    reverse("linkages_integrity_object", kwargs={"key": row.key}),
                    _("Hand in the objection"),
                    kind="plain",
                    is_folded=str(row.key) not in given,
                    title=_("Object to: %(fact)s") % {"fact": title},
                )
            )
    return tuple(asked)


def _consents(told: HouseholdIntegrity, given: _Given) -> Block:
    said = sum(one.consented_on is not None for one in told.adults)
    lead = ngettext(
        "%(said)s of %(count)s adult lets %(bank)s read this record. It reads it only when all have said so.",
        "%(said)s of %(count)s adults let %(bank)s read this record. It reads it only when all have said so.",
        len(told.adults),
    ) % {"said": said, "count": len(told.adults), "bank": BANK}
    asked: tuple[Asked, ...] = ()
    waiting = [one for one in told.adults if one.consented_on is None and not one.is_me]
    if told.may_note and waiting:
        form = given.get("sheet") or ConsentSheetForm(adults=[(str(one.person), one.name) for one in waiting])
        asked = (
            Asked(
                form,
                reverse("linkages_integrity_consent", kwargs={"code": told.code}),
                pgettext("linkages", "Enter the consent"),
                kind="plain",
                is_folded="sheet" not in given,
                title=_("Enter a consent signed on paper"),
            ),
        )
    return Block(
        title=_("Who lets the bank read it"),
        lead=lead,
        facts=tuple(Fact(one.name, _consent_cell(one)) for one in told.adults),
        actions=tuple(act for one in told.adults for act in _consent_acts(told, one)),
        asked=asked,
    )


def _consent_cell(one: AdultRow) -> Badge:
    if one.consented_on is None:
        return Badge(pgettext("linkages", "has not said so"), "plain")
    return Badge(_("yes, since %(day)s") % {"day": one.consented_on}, "pine", "check")


def _consent_acts(told: HouseholdIntegrity, one: AdultRow) -> tuple[Action, ...]:
    if not one.is_me:
        return ()
    fields = (("person", str(one.person)),)
    if one.consented_on is None:
        href = reverse("linkages_integrity_consent", kwargs={"code": told.code})
        return (Action(_("I let %(bank)s read it") % {"bank": BANK}, href, "primary", posts=True, fields=fields),)
    href = reverse("linkages_integrity_consent_back", kwargs={"code": told.code})
    return (Action(_("I take my word back"), href, posts=True, fields=fields),)
