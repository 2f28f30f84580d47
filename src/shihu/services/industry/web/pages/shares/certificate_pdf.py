"""A share certificate as a PDF: what it stands for, whom it is issued to, the code that anybody verifies."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.papers.types import Paper
from shihu.services.industry.web.pages.shares.household import CertificatePage


def certificate_pdf(page: CertificatePage) -> bytes:
    """Set the certificate on A4, as its page shows it."""
    paper = Paper(f"{page.title} {page.number}")
    paper.write(page.title, "title")
    paper.write(f"{pgettext('shares', 'No.')} {page.number}", "centre")
    paper.gap(8)
    paper.write(page.notice, "note")
    paper.table([(line.label, str(line.value)) for line in page.lines], head=False)
    paper.gap(10)
    paper.write(page.table.caption, "heading")
    head = [f"{column.label} ({column.unit})" if column.unit else column.label for column in page.table.columns]
    paper.table([head, *([str(cell) for cell in row.cells] for row in page.table.rows)])
    paper.gap(14)
    paper.code(page.address, f"{_('Scan to verify. Code:')}\n{page.code}\n{page.address}")
    paper.gap(10)
    day = _("Day") + "："
    paper.to_sign(_("For the issuer"), day)
    paper.to_sign(_("The holder"), day)
    paper.gap(10)
    paper.write(page.law, "note")
    return paper.render(_("Page %(page)s of %(pages)s"))
