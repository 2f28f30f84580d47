"""Pages of village rules: the versions, one version with its vote, what changed."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import Action, Column, Empty, Fact, Link, PageHead, Row, Stat, Tab, Table
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.civility import Item, RulesDetail, RulesRow, SuggestionRow
from shihu.services.linkages.web.civility_forms import (
    DiscussionForm,
    FileForm,
    ReasonForm,
    SuggestionAnswerForm,
    SuggestionForm,
    VoteForm,
)
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.ways import address, ways
from shihu.services.linkages.web.pages.sheet import Asked, Block, Notice, Page
from shihu.services.units.queries import clause_differences

_Given = Mapping[str, forms.Form]


def list_page(village: str, versions: Sequence[RulesRow], *, today: date, may_keep: bool) -> Page:
    """Build the page of a village's rules: those in force, and every version."""
    number = rules.in_force([(row.version, row.in_force_from) for row in versions], on=today)
    current = next((row for row in versions if row.version == number), None)
    acts = []
    if may_keep:
        is_open = bool(versions) and versions[0].state in {"draft", "discussion"}
        label = _("Go on with the draft") if is_open else _("Write the next version")
        acts.append(Action(label, address("linkages_civility_rules_new", village), icon="edit"))
    if current is not None:
        href = reverse("linkages_civility_rules_print", kwargs={"key": current.key})
        acts.append(Action(_("Print for the wall"), href, icon="print"))
    lead = (
        _("Version %(version)s is in force since %(day)s.") % {"version": number, "day": current.in_force_from}
        if current
        else _("No rules are in force yet.")
    )
    blocks = []
    if current is not None:
        blocks.append(Block(title=current.title, clauses=current.clauses))
        if current.ceilings:
            blocks.append(ceilings_block(current))
    blocks.append(Block(title=pgettext("linkages", "Versions"), table=_versions(versions, number)))
    return Page(
        head=PageHead(_("Village rules of %(place)s") % {"place": wording.place_name(village)}, lead, tuple(acts)),
        tabs=ways(village, "linkages_civility_rules"),
        blocks=tuple(blocks),
    )


def ceilings_block(row: RulesRow) -> Block:
    """What the village agreed on for weddings and funerals."""
    facts = tuple(
        Fact(wording.item_name(item), wording.amount(item, row.ceilings[item.value]))
        for item in Item
        if item.value in row.ceilings
    )
    return Block(
        title=_("What we agreed on for weddings and funerals"),
        lead=_("The village's own measure. Nobody is fined or named for going beyond it: the council talks it over."),
        facts=facts,
    )


def _versions(versions: Sequence[RulesRow], number: int) -> Table:
    columns = (
        Column("version", pgettext("linkages", "Version"), names_row=True),
        Column("state", pgettext("linkages", "Where it stands")),
        Column("vote", pgettext("linkages", "The vote")),
        Column("filed", _("Number in the record")),
        Column("since", pgettext("linkages", "In force from"), "date"),
    )
    rows = tuple(
        Row(
            (
                Link(
                    _("Version %(number)s") % {"number": row.version},
                    reverse("linkages_civility_rules_version", kwargs={"key": row.key}),
                    note=row.title,
                ),
                wording.rules_badge(row, number),
                vote_words(row) or "—",
                row.filed_number or "—",
                row.in_force_from.isoformat() if row.in_force_from else "—",
            )
        )
        for row in versions
    )
    empty = Empty(
        _("No village rules yet"),
        _("The cadre writes a draft; every household may suggest; the assembly votes; the township records it."),
        icon="book",
    )
    return Table(columns, rows, _("Versions of the village rules"), empty=empty, id="versions")


def vote_words(row: RulesRow) -> str:
    """The vote in one sentence with how it was reckoned; empty before it."""
    if row.voted_on is None or row.yes is None or row.no is None or row.abstain is None or row.entitled is None:
        return ""
    told = rules.outcome(entitled=row.entitled, yes=row.yes, no=row.no, abstain=row.abstain)
    said = _(
        "%(who)s on %(day)s: %(present)s of %(entitled)s came, %(yes)s for, %(no)s against, %(abstain)s abstained."
    )
    counted = said % {
        "who": wording.method(row.method),
        "day": row.voted_on,
        "present": told.present,
        "entitled": row.entitled,
        "yes": row.yes,
        "no": row.no,
        "abstain": row.abstain,
    }
    if not told.has_quorum:
        return counted + " " + _("Too few: at least two thirds, %(needed)s, must come.") % {"needed": told.needed}
    if told.passes:
        return counted + " " + _("Passed: more than half of those who came.")
    return counted + " " + _("Not passed: more than half of those who came is needed.")


def version_page(told: RulesDetail, *, today: date, shows_changes: bool, given: _Given) -> Page:
    """Build the page of one version."""
    row = told.row
    here = reverse("linkages_civility_rules_version", kwargs={"key": row.key})
    tabs: tuple[Tab, ...] = ()
    if told.before is not None:
        label = _("What changed since version %(number)s") % {"number": told.before.version}
        tabs = (
            Tab(pgettext("linkages", "The rules"), here, not shows_changes),
            Tab(label, f"{here}?changes=yes", shows_changes),
        )
    if told.before is not None and shows_changes:
        text = Block(changes=clause_differences(told.before.clauses, row.clauses))
    else:
        text = Block(clauses=row.clauses)
    blocks = [text]
    if row.ceilings and not shows_changes:
        blocks.append(ceilings_block(row))
    blocks += _next_blocks(told, given, today)
    if row.state != "draft":
        blocks.append(_suggestions(told, given))
    acts = [
        Action(_("Print for the wall"), reverse("linkages_civility_rules_print", kwargs={"key": row.key}), icon="print")
    ]
    if told.may_keep and row.state in {"draft", "discussion"}:
        acts.insert(
            0,
            Action(
                pgettext("linkages", "Change the draft"),
                address("linkages_civility_rules_new", row.village),
                icon="edit",
            ),
        )
    return Page(
        head=PageHead(
            f"{row.title} · {_('Version %(number)s') % {'number': row.version}}",
            _("Drafted by %(who)s on %(day)s") % {"who": row.drafted_by, "day": localtime(row.drafted_at).date()},
            tuple(acts),
            badge=wording.rules_badge(row, told.in_force),
            back=Link(pgettext("linkages", "Village rules"), address("linkages_civility_rules", row.village)),
        ),
        tabs=tabs,
        notices=_notices(row),
        stats=_vote_stats(row),
        blocks=tuple(blocks),
    )


def _notices(row: RulesRow) -> tuple[Notice, ...]:
    notices = []
    if row.state == "discussion" and row.discussed_until:
        notices.append(
            Notice(_("Every household may suggest until %(day)s.") % {"day": row.discussed_until}, "ochre", "clock")
        )
    if vote_words(row):
        tone = "seal" if row.state == "failed" else "pine"
        notices.append(Notice(vote_words(row), "seal" if tone == "seal" else "pine", "check"))
    if row.power:
        notices.append(Notice(_("The representatives decided by power of: %(power)s") % {"power": row.power}))
    if row.returned_why:
        notices.append(Notice(_("Returned by the township: %(why)s") % {"why": row.returned_why}, "seal", "warn"))
    if row.state == "filed":
        notices.append(
            Notice(
                _("In the township's record on %(day)s under %(number)s; in force from %(since)s.")
                % {"day": row.filed_on, "number": row.filed_number, "since": row.in_force_from}
            )
        )
    return tuple(notices)


def _vote_stats(row: RulesRow) -> tuple[Stat, ...]:
    if row.voted_on is None:
        return ()
    return (
        Stat(pgettext("linkages", "Votes for it"), str(row.yes), tone="pine"),
        Stat(pgettext("linkages", "Votes against it"), str(row.no)),
        Stat(pgettext("linkages", "Abstentions"), str(row.abstain)),
        Stat(
            _("Households of the village") if row.method == "assembly" else _("Village representatives"),
            str(row.entitled),
        ),
    )


def _next_blocks(told: RulesDetail, given: _Given, today: date) -> list[Block]:
    row = told.row
    key = {"key": row.key}
    blocks = []
    if told.may_keep and row.state == "draft":
        form = given.get("discuss") or DiscussionForm()
        blocks.append(
            Block(
                title=pgettext("linkages", "Lay it open"),
                asked=(Asked(form, reverse("linkages_civility_rules_discuss", kwargs=key), _("Open for suggestions")),),
            )
        )
    if told.may_keep and row.state == "discussion":
        form = given.get("vote") or VoteForm(initial={"entitled": told.households, "voted_on": today})
        href = reverse("linkages_civility_rules_vote", kwargs=key)
        blocks.append(
            Block(
                asked=(
                    Asked(
                        form,
                        href,
                        pgettext("linkages", "Enter the vote"),
                        is_folded="vote" not in given,
                        title=pgettext("linkages", "Enter the vote"),
                    ),
                ),
            )
        )
    if told.may_file and row.state == "passed":
        form = given.get("file") or FileForm(initial={"in_force_from": today})
        back = given.get("return") or ReasonForm()
        blocks.append(
            Block(
                title=pgettext("linkages", "Township's record"),
                lead=_("The township records the rules and looks whether they offend against the law."),
                asked=(
                    Asked(form, reverse("linkages_civility_rules_file", kwargs=key), _("Take into the record")),
                    Asked(
                        back,
                        reverse("linkages_civility_rules_return", kwargs=key),
                        pgettext("linkages", "Return it"),
                        kind="plain",
                        is_folded="return" not in given,
                        title=_("It offends against the law: return it"),
                    ),
                ),
            )
        )
    return blocks


def _suggestions(told: RulesDetail, given: _Given) -> Block:
    row = told.row
    asked = []
    if told.may_suggest:
        form = given.get("suggest") or SuggestionForm(clauses=row.clauses)
        asked.append(
            Asked(
                form,
                reverse("linkages_civility_rules_suggest", kwargs={"key": row.key}),
                _("Hand in the suggestion"),
                is_folded="suggest" not in given,
                title=pgettext("linkages", "Suggest something"),
            )
        )
    if told.may_keep and row.state == "discussion":
        asked += [
            Asked(
                given.get(str(one.key)) or SuggestionAnswerForm(),
                reverse("linkages_civility_rules_answer", kwargs={"key": one.key}),
                _("Answer the suggestion"),
                kind="plain",
                is_folded=str(one.key) not in given,
                title=_("Answer: %(words)s") % {"words": one.words},
            )
            for one in told.suggestions
            if one.is_taken is None
        ]
    title = ngettext("%(count)s suggestion", "%(count)s suggestions", len(told.suggestions)) % {
        "count": len(told.suggestions)
    }
    return Block(title=title, table=_suggested(told.suggestions) if told.suggestions else None, asked=tuple(asked))


def _suggested(rows: Sequence[SuggestionRow]) -> Table:
    columns = (
        Column("words", pgettext("linkages", "Suggested"), names_row=True),
        Column("clause", pgettext("linkages", "To clause"), "number"),
        Column("by", pgettext("linkages", "By")),
        Column("taken", pgettext("linkages", "What became of it")),
        Column("answer", pgettext("linkages", "Reason")),
    )
    said = {
        True: pgettext("linkages", "Taken up"),
        False: pgettext("linkages", "Not taken up"),
        None: _("waits for an answer"),
    }
    lines = tuple(Row((s.words, s.clause or "—", s.made_by, said[s.is_taken], s.answer or "—")) for s in rows)
    return Table(columns, lines, pgettext("linkages", "Suggestions"), id="suggestions")
