"""The agreement as a PDF: the paper that both sides sign, in Chinese whoever prints it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.paper import Paper
from shihu.services.linkages.web.pages.mediation.sheet import SheetPage


def agreement_pdf(page: SheetPage) -> bytes:
    """Set the sheet on A4. Notes and statements of the file never stand in it: the sheet knows none."""
    paper = Paper(page.title)
    paper.line(page.title, size=20, align="centre", is_bold=True)
    paper.gap(4)
    paper.line(page.number, size=10.5, align="centre")
    paper.line(page.state, size=10.5, align="centre")
    paper.gap(10)
    paper.heading(pgettext("linkages", "Parties"))
    for side, name, code in page.parties:
        paper.paragraph(f"{side}：{name}  {code}")
    paper.heading(_("What was in dispute"))
    paper.paragraph(page.matter)
    paper.paragraph(page.facts)
    paper.heading(_("What was agreed"))
    for line in page.terms:
        paper.paragraph(line)
    paper.heading(_("How and by when it is kept"))
    paper.paragraph(page.performance)
    if page.perform_by:
        paper.paragraph(_("To be kept by %(day)s.") % {"day": page.perform_by})
    paper.heading(_("Signature, seal or thumbprint"))
    day = _("Day") + "："
    for name, signed in page.signers:
        paper.to_sign(f"{pgettext('linkages', 'Party')}：{name}", signed, day_words=day)
    name, signed = page.mediator
    paper.to_sign(f"{pgettext('linkages', 'Mediator')}：{name}", signed, day_words=day)
    paper.gap(24)
    paper.need(60)
    paper.line(f"{page.committee} {_('(seal)')}", align="right")
    paper.line(page.sealed or f"{day}____________", align="right")
    paper.gap(14)
    for number, note in enumerate([*page.notes, *(fact.value for fact in page.law)], start=1):
        paper.paragraph(f"{number}. {note}", size=10, is_indented=False)
    return paper.render(_("Page %(page)s of %(pages)s"))
