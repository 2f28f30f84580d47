"""The page of one nomination: the deed, the own word, objections."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import (
    Action,
    Event,
    Fact,
    Link,
    PageHead,
)
from shihu.services.linkages.types.civility import (
    NominationDetail,
)
from shihu.services.linkages.web.civility_forms import AnswerForm, ConsentForm, WordsForm
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.linkages.web.pages.sheet import Asked, Block, Page


def nomination_page(told: NominationDetail, *, given: Mapping[str, forms.Form] | None = None) -> Page:
    """Build the page of a nomination; ``given`` replaces a form that was refused."""
    row = told.row
    key = {"key": row.key}
    acts = []
    if row.state == "chosen":
        href = reverse("linkages_civility_certificate", kwargs=key)
        acts.append(Action(_("Print the certificate"), href, icon="print"))
    facts = [
        Fact(pgettext("linkages", "Natural village"), wording.place_name(row.hamlet)),
        Fact(pgettext("linkages", "Chosen for"), wording.categories().get(row.term, row.term)),
    ]
    if told.may_keep or told.is_mine:
        facts.append(
            Fact(
                pgettext("linkages", "Nominated by"),
                Link(row.nominated_by, note=" · ".join(x for x in (row.unit, _day(row.nominated_at)) if x)),
            )
        )
    if row.consented_on:
        how = (
            pgettext("linkages", "on the own phone")
            if row.consent_how == "phone"
            else pgettext("linkages", "on a signed sheet")
        )
        facts.append(Fact(pgettext("linkages", "The own word"), f"{row.consented_on} · {how}"))
    if row.votes is not None:
        facts.append(Fact(_("Votes of the panel"), _("%(yes)s of %(panel)s") % {"yes": row.yes, "panel": row.votes}))
    blocks = [Block(facts=tuple(facts))]
    if told.objections:
        blocks.append(
            Block(title=pgettext("linkages", "Objections"), events=_objections(told), asked=_answers(told, given or {}))
        )
    blocks += _asked(told, given or {})
    return Page(
        head=PageHead(
            row.name,
            row.deed,
            tuple(acts),
            badge=wording.nomination_badge(row.state),
            back=Link(pgettext("linkages", "The round"), reverse("linkages_civility_round", kwargs={"key": row.round})),
        ),
        blocks=tuple(blocks),
    )


def _asked(told: NominationDetail, given: Mapping[str, forms.Form]) -> list[Block]:
    row = told.row
    href = reverse("linkages_civility_consent", kwargs={"key": row.key})
    blocks = []
    if told.is_mine and told.stage == "nominating" and row.state in {"nominated", "declined"}:
        acts = [
            Action(pgettext("linkages", "I agree to stand"), href, "primary", posts=True, fields=(("agrees", "yes"),))
        ]
        if row.state == "nominated":
            acts.append(Action(_("I would rather not"), href, posts=True, fields=(("agrees", "no"),)))
        blocks.append(
            Block(
                title=_("You have been nominated"),
                lead=_("Only with your own word does it go on: your name and this deed then hang on the wall."),
                actions=tuple(acts),
            )
        )
    elif told.is_mine and row.state in {"consented", "on_notice"}:
        act = Action(_("I take my word back"), href, posts=True, fields=(("agrees", "no"),))
        blocks.append(Block(title=pgettext("linkages", "The own word"), actions=(act,)))
    if told.may_keep and not told.is_mine and row.state == "nominated" and told.stage == "nominating":
        form = given.get("consent") or ConsentForm()
        blocks.append(
            Block(
                title=_("The own word on paper"),
                lead=_("Ask %(name)s, who signs a sheet; keep it. Without it nothing goes on.") % {"name": row.name},
                asked=(Asked(form, href, pgettext("linkages", "Enter the consent")),),
                actions=(
                    Action(_("Does not want to stand"), href, posts=True, fields=(("agrees", "no"), ("sheet", "—"))),
                ),
            )
        )
    if told.may_object:
        form = given.get("words") or WordsForm()
        blocks.append(
            Block(
                title=pgettext("linkages", "Object to it"),
                lead=_("Only those who answer learn who you are. Objections are taken until %(day)s.")
                % {"day": told.notice_until},
                asked=(
                    Asked(
                        form,
                        reverse("linkages_civility_object", kwargs={"key": row.key}),
                        _("Hand in the objection"),
                        kind="plain",
                    ),
                ),
            )
        )
    return blocks


def _answers(told: NominationDetail, given: Mapping[str, forms.Form]) -> tuple[Asked, ...]:
    if not told.may_keep:
        return ()
    return tuple(
        Asked(
            given.get(str(one.key)) or AnswerForm(),
            reverse("linkages_civility_answer", kwargs={"key": one.key}),
            _("Answer the objection"),
            title=one.words,
        )
        for one in told.objections
        if one.is_upheld is None and not one.is_own
    )


def _objections(told: NominationDetail) -> tuple[Event, ...]:
    events = []
    for one in told.objections:
        result = _("waits for an answer") if one.is_upheld is None else one.answer
        title = one.words
        if one.is_upheld is not None:
            title = (
                _("Upheld: %(words)s") % {"words": one.words}
                if one.is_upheld
                else _("Refused: %(words)s") % {"words": one.words}
            )
        events.append(
            Event(_day(one.raised_at), title, result, one.raised_by, iso=one.raised_at.isoformat(), tone="ochre")
        )
    return tuple(events)


def _day(moment: datetime) -> str:
    return localtime(moment).strftime("%Y-%m-%d")
