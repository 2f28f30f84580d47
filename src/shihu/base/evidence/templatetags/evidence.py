"""What services put on their pages: the gallery of a subject, and the form that adds to it."""

from django import template
from django.template.context import RequestContext

from shihu.base.evidence.types import Files
from shihu.base.evidence.web import pages
from shihu.base.evidence.web.forms import AttachForm

register = template.Library()


@register.inclusion_tag("evidence/panels/gallery.html", takes_context=True)
def evidence_gallery(context: RequestContext, files: Files) -> dict[str, object]:
    """Show the files of ``queries.files_of`` and the way to attach one more."""
    return {"gallery": pages.gallery(files, context["request"].get_full_path())}


@register.inclusion_tag("evidence/panels/form.html", takes_context=True)
def evidence_form(context: RequestContext, files: Files) -> dict[str, object]:
    """Show the form itself, closed; what is wrong with a file is said on the form's own page."""
    shown = pages.gallery(files, context["request"].get_full_path())
    return {"gallery": shown, "form": AttachForm(), "csrf_token": context.get("csrf_token")}
