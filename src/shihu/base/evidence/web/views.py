"""Attaching, looking, saving, taking off, removing."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shihu.base.accounts.types import ActedRequest
from shihu.base.evidence import commands, queries
from shihu.base.evidence.errors import BadSubject
from shihu.base.evidence.policies import ATTACH
from shihu.base.evidence.types import Level
from shihu.base.evidence.web import pages
from shihu.base.evidence.web.forms import AttachForm, RemovalForm, WhyForm
from shihu.base.evidence.web.subjects import unsigned
from shihu.kernel.presentation import Link, PageHead
from shihu.kernel.refusals import NotFound, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: ActedRequest, subject: str) -> HttpResponse:
    """The form that attaches a file to what the signed ``subject`` names."""
    if not ATTACH.scopes(request.actor):
        raise NotFound
    named = unsigned(subject)
    ATTACH.require(request.actor, named.place)
    request.place = named.place
    back = _next(request)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            commands.attach(
                actor=request.actor,
                now=request.now,
                key=form.cleaned_data["key"],
                subject=named,
                content=upload.read() if isinstance(upload, UploadedFile) else b"",
                name=upload.name,
                why=form.cleaned_data["why"],
                level=Level(form.cleaned_data["level"]),
            )
        except (NotFound, BadSubject):
            raise
        except Refusal as refusal:
            form.add_error(refusal.where if refusal.where in form.fields else None, _said(refusal))
        else:
            messages.success(request, _("The file is attached."))
            return redirect(back)
    head = PageHead(
        _("Attach a photo or document"),
        _("Only what is needed: nobody is asked for photos by number."),
        back=Link(_("Back to where it belongs"), back) if back != "/" else None,
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "evidence/attach.html", {"head": head, "form": form, "next": back}, status=status)


@require_GET
def file(request: ActedRequest, key: UUID) -> HttpResponse:
    """One attached file and what may be done with it."""
    return _file(request, key)


@require_GET
def content(request: ActedRequest, key: UUID) -> HttpResponse:
    """The bytes. Pictures are drawn anew without what the camera wrote; anything else is saved, never shown."""
    found = commands.open_file(
        actor=request.actor, now=request.now, key=key, original=request.GET.get("original") == "1"
    )
    return _sent(found.content, found.media_type, found.name, is_inline=found.is_inline, cache="private, no-store")


@require_GET
def thumbnail(request: ActedRequest, key: UUID) -> HttpResponse:
    """A picture in small."""
    small = queries.thumbnail(key, actor=request.actor)
    return _sent(small, "image/jpeg", f"{key}.jpg", is_inline=True, cache="private, max-age=3600")


@require_POST
def detach(request: ActedRequest, key: UUID) -> HttpResponse:
    """Take the file off its subject."""
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            commands.detach(actor=request.actor, now=request.now, key=key, why=form.cleaned_data["why"])
        except Refusal as refusal:
            if refusal.where != "why":
                raise
            form.add_error("why", _said(refusal))
        else:
            messages.success(request, _("The file was taken off. It is kept and hidden."))
            return redirect(_next(request))
    return _file(request, key, detaching=form)


@require_POST
def remove(request: ActedRequest, key: UUID) -> HttpResponse:
    """Ask for the removal of a file that was taken off, or confirm what another officer asked for."""
    form = RemovalForm(request.POST)
    if request.POST.get("confirm"):
        commands.confirm_removal(actor=request.actor, now=request.now, key=key)
        messages.success(request, _("The file was removed for good."))
        return redirect(_address(request, key))
    if form.is_valid():
        try:
            commands.ask_removal(actor=request.actor, now=request.now, key=key, why=form.cleaned_data["why"])
        except Refusal as refusal:
            if refusal.where != "why":
                raise
            form.add_error("why", _said(refusal))
        else:
            messages.success(request, _("Asked for. Another officer must confirm the removal."))
            return redirect(_address(request, key))
    return _file(request, key, removing=form)


def _file(
    request: ActedRequest, key: UUID, *, detaching: WhyForm | None = None, removing: RemovalForm | None = None
) -> HttpResponse:
    row = queries.attachment(key, actor=request.actor)
    request.place = row.subject.place
    page = pages.file_page(row, _next(request))
    shown = {"page": page, "detaching": detaching or WhyForm(), "removing": removing or RemovalForm()}
    return render(request, "evidence/file.html", shown, status=422 if detaching or removing else 200)


def _sent(content: bytes, media_type: str, name: str, *, is_inline: bool, cache: str) -> HttpResponse:
    """Answer with bytes that no browser may take for a page: type fixed, sandboxed, of this site only."""
    disposition = content_disposition_header(as_attachment=not is_inline, filename=name)
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": cache,
        },
    )


def _said(refusal: Refusal) -> str:
    return _(refusal.sentence) % refusal.values


def _address(request: ActedRequest, key: UUID) -> str:
    return f"{reverse('evidence_file', kwargs={'key': key})}?{urlencode({'next': _next(request)})}"


def _next(request: ActedRequest) -> str:
    given = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if safe else "/"
