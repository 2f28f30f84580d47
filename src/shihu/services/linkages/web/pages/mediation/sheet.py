"""The agreement on A4: parties, what was in dispute, what was agreed, how it is kept, signatures, seal."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.places.types import PlaceRow
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.presentation import Fact
from shihu.services.linkages.types.mediation import AgreementRow, DisputeDetail
from shihu.services.linkages.web.mediation import words


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet."""

    title: str
    number: str
    state: str
    parties: tuple[tuple[str, str, str], ...]  # side, name, household code
    matter: str
    facts: str
    terms: tuple[str, ...]
    performance: str
    perform_by: str
    signers: tuple[tuple[str, str], ...]  # name, day
    mediator: tuple[str, str]
    committee: str
    sealed: str
    notes: tuple[str, ...]
    law: tuple[Fact, ...]
    pdf: str


def sheet_page(
    told: DisputeDetail, one: AgreementRow, *, terms: Mapping[str, TermRow], places: Mapping[str, PlaceRow]
) -> SheetPage:
    """Build the sheet; who signed already stands in it with the day, the others find a line."""
    sides = {"a": _("One side"), "b": _("The other side")}
    parties = tuple(
        (sides.get(part.side, ""), part.name, part.code)
        for part in told.case.parts
        if part.part == "party" and part.side in sides
    )
    mediator = next((s for s in one.signers if s.side == "mediator"), None)
    place = words.place(told.case.row.place[:12], places)
    state = (
        _("In force since %(day)s") % {"day": one.effective_on.isoformat()}
        if one.effective_on
        else _("Version %(number)s, not in force before all have signed and the seal is on it")
        % {"number": one.version}
    )
    notes = [_("Mediation is free of charge.")]
    if one.confirm_until:
        notes.append(
            _("Both sides may apply together to the people's court for confirmation until %(day)s.")
            % {"day": one.confirm_until.isoformat()}
        )
    else:
        notes.append(_("Within thirty days of its taking effect both sides may apply together to the people's court."))
    notes.append(_("One copy for each party; one stays with the mediation committee."))
    return SheetPage(
        title=_("People's mediation agreement"),
        number=_("No. %(number)s, version %(version)s") % {"number": told.case.row.number, "version": one.version},
        state=state,
        parties=parties,
        matter=words.matter(told.matter, terms),
        facts=one.facts,
        terms=tuple(line for line in one.terms.splitlines() if line.strip()),
        performance=one.performance,
        perform_by=one.perform_by.isoformat() if one.perform_by else "",
        signers=tuple(
            (s.name, s.signed_on.isoformat() if s.signed_on else "") for s in one.signers if s.side != "mediator"
        ),
        mediator=(
            mediator.name if mediator else "",
            mediator.signed_on.isoformat() if mediator and mediator.signed_on else "",
        ),
        committee=_("People's mediation committee of %(place)s") % {"place": place},
        sealed=one.sealed_on.isoformat() if one.sealed_on else "",
        notes=tuple(notes),
        law=(Fact(pgettext("linkages", "Law"), _("People's Mediation Law, art. 28 to 33")),),
        pdf="" if one.is_oral else reverse("linkages_agreement_pdf", kwargs={"key": told.key, "version": one.version}),
    )
