"""Pages of weddings and funerals: what the village agreed on, who helps, what households told."""

from collections.abc import Mapping, Sequence

from django import forms
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import Action, Badge, Cell, Column, Empty, Fact, Link, PageHead, Row, Table
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.civility import CouncilRow, EventRow, RulesRow
from shihu.services.linkages.web.civility_forms import CouncilForm, HeldForm, TalkForm
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.civility.village_rules import ceilings_block
from shihu.services.linkages.web.pages.civility.ways import address, ways
from shihu.services.linkages.web.pages.sheet import Asked, Block, Notice, Page


def customs_page(
    village: str,
    current: RulesRow | None,
    members: Sequence[CouncilRow],
    told: Sequence[EventRow],
    *,
    helps: bool,
    may_tell: bool,
    may_keep: bool,
    given: Mapping[str, forms.Form],
) -> Page:
    """Build the page; who does not help sees the own household's only."""
    acts: tuple[Action, ...] = ()
    if may_tell:
        href = address("linkages_civility_tell", village)
        acts = tuple(
            Action(wording.tell_label(kind), f"{href}&kind={kind}", icon="plus") for kind in ("funeral", "wedding")
        )
    blocks = []
    if current is not None and current.ceilings:
        blocks.append(ceilings_block(current))
    else:
        blocks.append(
            Block(
                title=_("What we agreed on for weddings and funerals"),
                empty=Empty(
                    pgettext("linkages", "No ceilings yet"),
                    _("A village sets its own in the next version of its rules, by its own vote."),
                    icon="book",
                ),
            )
        )
    blocks.append(_council(village, members, may_keep=may_keep, given=given))
    if told or helps:
        title = _("Told to the council") if helps else _("What our household told")
        blocks.append(Block(title=title, table=_events(told, shows_home=helps)))
    return Page(
        head=PageHead(
            _("Weddings and funerals in %(place)s") % {"place": wording.place_name(village)},
            _("Told of one's own will; seen by the council and the household only. No list of those who go beyond."),
            acts,
        ),
        tabs=ways(village, "linkages_civility_customs"),
        blocks=tuple(blocks),
    )


def _council(village: str, members: Sequence[CouncilRow], *, may_keep: bool, given: Mapping[str, forms.Form]) -> Block:
    asked: tuple[Asked, ...] = ()
    if may_keep:
        form = given.get("council") or CouncilForm()
        href = address("linkages_civility_council", village)
        asked = (
            Asked(
                form,
                href,
                _("Add to the council"),
                is_folded="council" not in given,
                title=pgettext("linkages", "Add a member"),
            ),
        )
    facts = tuple(Fact(one.duty or pgettext("linkages", "Member"), _member(one, may_keep=may_keep)) for one in members)
    empty = None if members else Empty(_("Nobody sits in the council yet"), _("The cadre names who helps."))
    return Block(title=_("Red-and-white council"), facts=facts, empty=empty, asked=asked)


def _member(one: CouncilRow, *, may_keep: bool) -> Cell:
    if not may_keep:
        return one.name
    href = reverse("linkages_civility_council_end", kwargs={"member": one.key})
    return (one.name, Action(pgettext("linkages", "Steps down"), href, "quiet", posts=True))


def _events(told: Sequence[EventRow], *, shows_home: bool) -> Table:
    columns = (
        Column("what", pgettext("linkages", "What"), names_row=True),
        Column("home", pgettext("linkages", "Household")),
        Column("day", pgettext("linkages", "Day"), "date"),
        Column("state", pgettext("linkages", "Where it stands")),
        Column("rule", _("Beside the village's measure")),
    )
    rows = tuple(
        Row(
            (
                Link(wording.event_kind(one.kind), reverse("linkages_civility_event", kwargs={"key": one.key})),
                one.householder if shows_home or one.is_own else "—",
                one.day.isoformat(),
                wording.event_badge(one.state),
                _measure(one),
            )
        )
        for one in told
    )
    empty = Empty(
        _("Nothing was told yet"), _("A household that plans a wedding or has a funeral may ask the council for help.")
    )
    return Table(columns, rows, _("Weddings and funerals"), empty=empty, id="events")


def _measure(one: EventRow) -> str:
    lines = rules.checklist(one.kind, one.ceilings, one.result or one.plan)
    compared = [line for line in lines if line.ceiling is not None and line.told is not None]
    above = sum(line.above > 0 for line in compared)
    if not compared:
        return _("no numbers to compare")
    if not above:
        return _("within it in all %(count)s points told") % {"count": len(compared)}
    return ngettext(
        "beyond it in %(above)s of %(count)s points told",
        "beyond it in %(above)s of %(count)s points told",
        above,
    ) % {"above": above, "count": len(compared)}


def event_page(one: EventRow, *, helps: bool, given: Mapping[str, forms.Form]) -> Page:
    """Build the page of one wedding or funeral with its checklist."""
    key = {"key": one.key}
    is_open = one.state in {"told", "talked"}
    acts: tuple[Action, ...] = ()
    if is_open:
        acts = (
            Action(
                pgettext("linkages", "Call it off"),
                reverse("linkages_civility_event_off", kwargs=key),
                "quiet",
                posts=True,
            ),
        )
    facts = [Fact(pgettext("linkages", "Told by"), Link(one.told_by, note=localtime(one.told_at).strftime("%Y-%m-%d")))]
    if one.talk:
        facts.append(Fact(pgettext("linkages", "Talked over with"), Link(one.talked_by, note=str(one.talked_on))))
        facts.append(Fact(pgettext("linkages", "What was agreed"), one.talk))
    if one.result_words:
        facts.append(Fact(pgettext("linkages", "How it went"), one.result_words))
    blocks = [
        Block(title=pgettext("linkages", "Checklist"), lead=_lead(one), table=_checklist(one)),
        Block(facts=tuple(facts)),
    ]
    if helps and is_open:
        talk = given.get("talk") or TalkForm()
        held = given.get("held") or HeldForm(kind=one.kind, plan=one.plan)
        blocks.append(
            Block(
                title=pgettext("linkages", "Council"),
                asked=(
                    Asked(talk, reverse("linkages_civility_event_talk", kwargs=key), _("Write down the talk")),
                    Asked(
                        held,
                        reverse("linkages_civility_event_held", kwargs=key),
                        _("Write down how it was held"),
                        kind="plain",
                        is_folded="held" not in given,
                        title=pgettext("linkages", "It was held"),
                    ),
                ),
            )
        )
    return Page(
        head=PageHead(
            _("%(kind)s at the household of %(name)s")
            % {"kind": wording.event_kind(one.kind), "name": one.householder},
            one.day.isoformat(),
            acts,
            badge=wording.event_badge(one.state),
            back=Link(_("Weddings and funerals"), address("linkages_civility_customs", one.village)),
        ),
        notices=(Notice(_("Only the household and the council see this page.")),),
        blocks=tuple(blocks),
    )


def _lead(one: EventRow) -> str:
    if not one.rules_version:
        return _("The village has set no measure of its own.")
    return _("Beside the village rules, version %(version)s. Nothing here is a ban.") % {"version": one.rules_version}


def _checklist(one: EventRow) -> Table:
    columns = (
        Column("item", pgettext("linkages", "Point"), names_row=True),
        Column("measure", pgettext("linkages", "Village's measure"), "number"),
        Column("plan", pgettext("linkages", "Planned"), "number"),
        Column("held", pgettext("linkages", "In the end"), "number"),
        Column("said", pgettext("linkages", "Beside it")),
    )
    told = {**one.plan, **one.result}
    rows = []
    for line in rules.checklist(one.kind, one.ceilings, told):
        badge: Badge | str = "—"
        if line.ceiling is not None and line.told is not None:
            badge = (
                Badge(_("%(much)s beyond") % {"much": wording.amount(line.item, line.above)}, "ochre", "info")
                if line.above
                else Badge(pgettext("linkages", "within it"), "pine", "check")
            )
        rows.append(
            Row(
                (
                    wording.item_name(line.item),
                    wording.amount(line.item, line.ceiling),
                    wording.amount(line.item, one.plan.get(line.item.value)),
                    wording.amount(line.item, one.result.get(line.item.value)),
                    badge,
                )
            )
        )
    empty = Empty(
        pgettext("linkages", "No numbers"), _("Neither the village nor the household has named any; that is all right.")
    )
    return Table(columns, tuple(rows), pgettext("linkages", "Checklist"), empty=empty, id="checklist")
