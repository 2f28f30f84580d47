"""Who may see, attach, take off and remove files."""

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.evidence.models import Attachment
from shihu.base.evidence.types import Level
from shihu.kernel.actors import Actor, Role
from shihu.kernel.permissions import permission

_SEES = {
    Level.ORDINARY: permission("evidence.see", Role.OFFICER, Role.CADRE, Role.AUDITOR, Role.HEAD),
    Level.INTERNAL: permission("evidence.see_internal", Role.OFFICER, Role.CADRE, Role.AUDITOR),
    Level.CONFIDENTIAL: permission("evidence.see_confidential", Role.OFFICER, Role.AUDITOR),
}
# Where and when a photo was taken, and so the file as it came, with all that the camera wrote into it.
SEE_ORIGINAL = permission("evidence.see_original", Role.OFFICER, Role.CADRE, Role.AUDITOR)
ATTACH = permission("evidence.attach", Role.OFFICER, Role.CADRE, Role.HEAD)
DETACH_ANY = permission("evidence.detach", Role.OFFICER)
REMOVE = permission("evidence.remove", Role.OFFICER)
# What was taken off is hidden from all but these.
SEE_DETACHED = permission("evidence.see_detached", Role.OFFICER, Role.AUDITOR)


def _is_own(actor: Actor, attachment: Attachment) -> bool:
    return actor.key is not None and attachment.attached_by == actor.key


def sees(actor: Actor, attachment: Attachment) -> bool:
    """Tell whether the actor may see the attachment: by role and level at its place, or because they attached it."""
    place = attachment.place_id
    if attachment.detached_at is not None:
        return SEE_DETACHED.allows(actor, place)
    return _SEES[Level(attachment.level)].allows(actor, place) or _is_own(actor, attachment)


def sees_original(actor: Actor, attachment: Attachment) -> bool:
    """Tell whether the actor may have the file as it came, with time and position."""
    return SEE_ORIGINAL.allows(actor, attachment.place_id) or _is_own(actor, attachment)


def may_detach(actor: Actor, attachment: Attachment) -> bool:
    """Tell whether the actor may take it off: the officer, or whoever attached it and may still attach there."""
    if attachment.detached_at is not None:
        return False
    own = _is_own(actor, attachment) and ATTACH.allows(actor, attachment.place_id)
    return own or DETACH_ANY.allows(actor, attachment.place_id)


def visible(actor: Actor) -> Q:
    """Return the filter of attached files that the actor may see: the list's answer to :func:`sees`."""
    seen = Q(pk__in=())
    for level, allowed in _SEES.items():
        seen |= Q(level=level.value) & within("place_id", allowed.scopes(actor))
    if actor.key is not None:
        seen |= Q(attached_by=actor.key)
    return Q(detached_at=None) & seen | Q(detached_at__isnull=False) & within("place_id", SEE_DETACHED.scopes(actor))
