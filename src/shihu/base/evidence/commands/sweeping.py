"""Taking away files that no row knows: left by a kill between file and row, or by a removal."""

from datetime import datetime, timedelta
from pathlib import Path

from shihu.base.evidence.commands.shelving import Shelving
from shihu.base.evidence.models import Content
from shihu.base.evidence.queries import shelf
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotAllowed


def sweep(*, actor: Actor, now: datetime, older: timedelta = timedelta(days=1)) -> list[str]:
    """Take away orphans and unfinished files that nobody touched for ``older``; return their names.

    The age leaves uploads under way alone: their file is on the shelf a moment before their row is.
    """
    if not actor.holds({Role.ADMINISTRATOR}, ""):
        raise NotAllowed
    last = (now - older).timestamp()
    swept = []
    for digest, entry in list(shelf.entries()):
        if entry.stat().st_mtime > last:
            continue
        if not digest and entry.name.endswith(".part"):
            Path(entry.path).unlink(missing_ok=True)
            swept.append(entry.name)
        elif digest and not Content.objects.filter(pk=digest, removed_at=None).exists():
            Shelving.drop(digest)
            swept.append(digest)
    return swept
