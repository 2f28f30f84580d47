"""One household: what is known of it, who belongs to it, what it was."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.rules.people import age
from shihu.base.registry.types.households import (
    END_NAMES,
    HOUSEHOLD_END_NAMES,
    HouseholdDetail,
    HouseholdEnd,
    MemberEnd,
    MemberRow,
    PersonDetail,
)
from shihu.base.registry.web.pages.wording import Words, mu, payee_words, poverty_badge, sex_name, wealth_badge
from shihu.kernel.presentation import Badge, Cell, Column, Event, Fact, Link, PageHead, Row, Table


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """What the fragment draws, and the page of changes around it."""

    notice: str
    became: Link | None
    facts: tuple[Fact, ...]
    members: Table
    partners: tuple[Fact, ...]
    history: tuple[Event, ...]


def household_view(found: HouseholdDetail, *, today: date, said: Words) -> HouseholdView:
    """Return a household as its fragment shows it."""
    return HouseholdView(
        notice=_ended(found),
        became=Link(found.became, reverse("desk_household", kwargs={"code": found.became})) if found.became else None,
        facts=_facts(found, said),
        members=_members(found, today=today, said=said),
        partners=_partners(found),
        history=_history(found, said),
    )


def _ended(found: HouseholdDetail) -> str:
    if found.until is None:
        return ""
    how = HOUSEHOLD_END_NAMES.get(HouseholdEnd(found.ended_by)) if found.ended_by in set(HouseholdEnd) else None
    ended = _(how) if how else pgettext("household", "Ended")
    return _("This household ended on %(day)s. %(how)s.") % {"day": found.until, "how": ended}


def _facts(found: HouseholdDetail, said: Words) -> tuple[Fact, ...]:
    place = said.place(found.hamlet_name, found.hamlet_name_en)
    order = _("house %(number)s") % {"number": found.street_order} if found.street_order is not None else ""
    return (
        Fact(_("Hamlet"), " ".join(filter(None, (place, found.street, order)))),
        Fact(_("Wealth class"), wealth_badge(said, found.wealth) or _("Not assessed")),
        Fact(_("Poverty status"), poverty_badge(said, found.poverty) or _("None")),
        Fact(_("Wishes"), said.listed(found.wishes) or _("None put down")),
        Fact(_("Joining a unit"), _("Willing") if found.willing else _("Not willing")),
        Fact(_("Farmland"), f"{mu(found.land_mu)} {_('mu')}" if found.land_mu is not None else _("Not known")),
        Fact(_("Phone"), found.phone or _("Not known")),
        *((Fact(_("Account for payments"), payee_words(found.payee, found.householder)),) if found.sees_payee else ()),
        Fact(_("In the registry since"), found.since.isoformat()),
    )


def _members(found: HouseholdDetail, *, today: date, said: Words) -> Table:
    columns = [
        Column("name", _("Name"), names_row=True),
        Column("relation", _("Relation")),
        Column("sex", _("Sex")),
        Column("age", _("Age"), "number"),
        Column("labour", _("Labour")),
        Column("skills", _("Skills")),
        Column("id", _("ID number")),
        Column("phone", _("Phone")),
    ]
    if found.sees_private:
        columns.insert(5, Column("health", _("Health")))
    rows = tuple(Row(_member(m, found, today=today, said=said), key=str(m.person)) for m in found.members)
    return Table(tuple(columns), rows, caption=_("Members"), id="members")


def _member(m: MemberRow, found: HouseholdDetail, *, today: date, said: Words) -> tuple[Cell, ...]:
    marks: list[Cell] = [
        Link(m.name, reverse("registry_person", kwargs={"code": found.code, "person": m.person})),
    ]
    if m.is_householder:
        marks.append(Badge(_("Householder"), "indigo"))
    if m.is_party_member:
        marks.append(Badge(_("Party member"), "seal"))
    cells: list[Cell] = [
        tuple(marks),
        said.term(m.relation),
        sex_name(m.sex),
        age(m.birth, today) if m.birth else "",
        said.term(m.labour),
        said.listed(m.skills),
        m.id_masked,
        m.phone,
    ]
    if found.sees_private:
        cells.insert(5, said.term(m.health))
    return tuple(cells)


def _partners(found: HouseholdDetail) -> tuple[Fact, ...]:
    def links(kind: str) -> tuple[Cell, ...]:
        return tuple(
            Link(p.householder, reverse("desk_household", kwargs={"code": p.code}), p.code)
            for p in found.partners
            if p.kind == kind
        )

    facts = []
    if prefers := links("prefers"):
        facts.append(Fact(_("Would like to be with"), prefers))
    if refuses := links("refuses"):
        facts.append(Fact(_("Would rather not be with"), refuses))
    return tuple(facts)


def _history(found: HouseholdDetail, said: Words) -> tuple[Event, ...]:
    events = []
    for s in found.statuses:
        until = _("until %(day)s") % {"day": s.until} if s.until else _("to this day")
        kind = _("Wealth class") if s.vocabulary == "wealth" else _("Poverty status")
        text = " · ".join(filter(None, (until, s.reason)))
        events.append((s.since, Event(s.since.isoformat(), f"{kind}: {said.term(s.term)}", text, tone="indigo")))
    for m in found.past_members:
        if m.until is not None:
            how = END_NAMES.get(MemberEnd(m.ended_by)) if m.ended_by in set(MemberEnd) else None
            text = _("%(relation)s since %(day)s") % {"relation": said.term(m.relation), "day": m.since}
            title = f"{m.name}: {_(how)}" if how else m.name
            events.append((m.until, Event(m.until.isoformat(), title, text)))
    events.append((found.since, Event(found.since.isoformat(), _("Entered in the registry"), tone="pine")))
    events.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(event for _day, event in events)


# --- the page of changes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One change that can be made, with what it is for."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind."""

    title: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The household with every change that can be made to it."""

    head: PageHead
    household: HouseholdDetail
    groups: tuple[Group, ...]


def changes_page(found: HouseholdDetail, *, said: Words) -> ChangesPage:
    """Return the page from which a household is changed."""

    def way(act: str, title: str, text: str) -> Way:
        return Way(title, text, reverse("registry_household_act", kwargs={"code": found.code, "act": act}))

    groups: tuple[Group, ...] = ()
    if found.may_keep:
        groups = (
            Group(
                _("Correct or add"),
                (
                    way("facts", _("Street, phone, land, place"), _("And whether the household wants to join a unit.")),
                    way("wishes", _("Wishes"), _("What the household wants to develop, in its order.")),
                    way("partners", _("Partners"), _("With whom it would like to be in one unit.")),
                    way("status", _("Wealth class or poverty status"), _("A new one from a day on.")),
                    way("status-end", _("End a status"), _("Without another one after it.")),
                    way("status-back", _("Take a status back"), _("When the last one was recorded by mistake.")),
                ),
            ),
            Group(
                _("Somebody came"),
                (
                    way("came", _("Add a member"), _("Born, married in or moved in.")),
                    way("marriage", _("Marriage"), _("A member marries into another household of the registry.")),
                ),
            ),
            Group(
                _("The household itself"),
                (
                    way("householder", _("Another householder"), _("The others' relations follow.")),
                    way("split", _("Split"), _("Some members found a household of their own.")),
                    way("merge", _("Merge"), _("Everybody joins another household; this one ends.")),
                    way("move", _("Move to another hamlet"), _("The household keeps its code.")),
                ),
            ),
        )
    head = PageHead(
        title=_("Change the household of %(name)s") % {"name": found.householder},
        lead=" · ".join(filter(None, (said.place(found.hamlet_name, found.hamlet_name_en), found.street, found.code))),
        back=Link(
            _("Household of %(name)s") % {"name": found.householder},
            reverse("desk_household", kwargs={"code": found.code}),
        ),
    )
    return ChangesPage(head, found, groups)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person with what can be changed."""

    head: PageHead
    facts: tuple[Fact, ...]
    history: tuple[Event, ...]
    ways: tuple[Way, ...]


def person_page(found: PersonDetail, code: str, *, today: date, said: Words) -> PersonPage:
    """Return a person as their page shows them."""
    m = found.member
    person = {"code": code, "person": m.person}

    def way(act: str, title: str, text: str) -> Way:
        return Way(title, text, reverse("registry_person_act", kwargs={**person, "act": act}))

    facts = [
        Fact(_("Relation"), said.term(m.relation)),
        Fact(_("Sex"), sex_name(m.sex)),
        Fact(_("Birth date"), _birth(m, today)),
        Fact(_("ID number"), m.id_masked or _("Not known")),
        Fact(_("Phone"), m.phone or _("Not known")),
        Fact(_("Party"), _party(found)),
        Fact(_("Labour"), said.term(m.labour) or _("Not known")),
        Fact(_("Skills"), said.listed(m.skills) or _("None put down")),
        Fact(_("Can lead a unit"), _leads(m)),
    ]
    if found.sees_payee:
        facts.append(Fact(_("Account for payments"), payee_words(found.payee, m.name)))
    if m.health:
        facts.append(Fact(_("Health"), said.term(m.health)))
    if m.died_on:
        facts.append(Fact(_("Died on"), m.died_on.isoformat()))
    ways = []
    if found.may_keep:
        ways = [
            way("facts", _("Correct the facts"), _("Name, ID number, birth date, phone, Party, labour.")),
            way("skills", _("Skills"), _("What this person can do.")),
            way("bank", _("Bank account"), _("On which dividends, awards and wages are paid.")),
        ]
        if not m.is_householder:
            ways.append(way("relation", _("Relation"), _("What this person is to the householder.")))
        ways += [
            way("left", _("Left"), _("Married out or moved to somewhere outside the registry.")),
            way("moved", _("Moved to another household"), _("Of the registry, from a day on.")),
            way("died", _("Died"), _("The household goes on with a successor, or ends.")),
        ]
    if found.may_link:
        facts.append(Fact(_("Account"), found.account or _("None")))
        if m.until is None:
            ways.append(way("account", _("Account"), _("Link the account with which this person signs in.")))
    head = PageHead(
        title=m.name,
        lead=_("%(relation)s in household %(household)s") % {"relation": said.term(m.relation), "household": code},
        back=Link(_("Back to the household"), reverse("desk_household", kwargs={"code": code})),
    )
    return PersonPage(head, tuple(facts), _whereabouts(found, said), tuple(ways))


def _birth(m: MemberRow, today: date) -> str:
    if m.birth is None:
        return _("Not known")
    years = _("%(years)d years old") % {"years": age(m.birth, m.died_on or today)}
    return f"{m.birth.isoformat()} ({years})"


def _leads(m: MemberRow) -> str:
    if m.may_head is None:
        return _("By the rule")
    return _("Named by the village") if m.may_head else _("Ruled out by the village")


def _party(found: PersonDetail) -> str:
    if not found.member.is_party_member:
        return _("Not a Party member")
    if found.party_since is None:
        return _("Party member")
    return _("Party member since %(day)s") % {"day": found.party_since}


def _whereabouts(found: PersonDetail, said: Words) -> tuple[Event, ...]:
    events = []
    for code, relation, since, until, ended in reversed(found.history):
        where = code or _("a household elsewhere")
        title = _("%(relation)s in %(household)s") % {"relation": said.term(relation), "household": where}
        how = END_NAMES.get(MemberEnd(ended)) if ended in set(MemberEnd) else None
        text = f"{_('until %(day)s') % {'day': until}} · {_(how)}" if until and how else ""
        events.append(Event(since.isoformat(), title, text, tone="pine" if until is None else "plain"))
    return tuple(events)
