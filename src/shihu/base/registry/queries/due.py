"""What waits for somebody in the registry: rosters that are uploaded and not loaded."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.base.registry.models import RosterImport
from shihu.base.registry.policies import IMPORT_ROSTER
from shihu.base.registry.queries.imports import WAITING
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem


def registry_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return the imports of the actor's area that wait to be mapped, mended or loaded. One query."""
    scopes = IMPORT_ROSTER.scopes(actor)
    if not scopes:
        return []
    found = RosterImport.objects.filter(within("place_id", scopes), state__in=WAITING).order_by("asked_at")
    return [
        DueItem(
            "registry.import",
            _("Roster %(file)s is not loaded yet") % {"file": name},
            _("mend it, load it or discard it"),
            place,
            "registry_import",
            {"key": str(key)},
            since=timezone.localdate(asked),
        )
        for key, place, name, asked in found.values_list("pk", "place_id", "file_name", "asked_at")
        if timezone.localdate(asked) <= on
    ]
