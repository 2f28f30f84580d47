"""The agreement as a PDF: the paper that both sides sign, in Chinese whoever prints it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.papers.types import Paper
from shihu.services.linkages.web.pages.mediation.sheet import SheetPage


def agreement_pdf(page: SheetPage) -> bytes:
    """Set the sheet on A4. Notes and statements of the file never stand in it: the sheet knows none."""
    paper = Paper(page.title)
    paper.write(page.title, "title")
    paper.write(page.number, "centre")
    paper.write(page.state, "centre")
    paper.gap(6)
    paper.write(pgettext("linkages", "Parties"), "heading")
    for side, name, code in page.parties:
        paper.write(f"{side}：{name}  {code}")
    paper.write(_("What was in dispute"), "heading")
    paper.write(page.matter)
    paper.write(page.facts)
    paper.write(_("What was agreed"), "heading")
    for line in page.terms:
        paper.write(line)
    paper.write(_("How and by when it is kept"), "heading")
    paper.write(page.performance)
    if page.perform_by:
        paper.write(_("To be kept by %(day)s.") % {"day": page.perform_by})
    paper.write(_("Signature, seal or thumbprint"), "heading")
    day = _("Day") + "："
    for name, signed in page.signers:
        paper.to_sign(f"{pgettext('linkages', 'Party')}：{name}", day, signed)
    name, signed = page.mediator
    paper.to_sign(f"{pgettext('linkages', 'Mediator')}：{name}", day, signed)
    paper.seal(f"{page.committee} {_('(seal)')}", page.sealed or f"{day}____________")
    paper.gap(12)
    for number, note in enumerate([*page.notes, *(fact.value for fact in page.law)], start=1):
        paper.write(f"{number}. {note}", "note")
    return paper.render(_("Page %(page)s of %(pages)s"))
