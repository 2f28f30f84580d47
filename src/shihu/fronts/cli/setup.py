"""``shihu setup``: everything that must stand before the platform serves."""

import os
from pathlib import Path

import click
import django
from django.core.management import call_command


def prepare(*, quiet: bool = False) -> None:
    """Fetch the front-end assets, compile translations, migrate, load vocabularies, collect static files."""
    say = (lambda _: None) if quiet else click.echo
    from shihu.fronts.cli.assets import assets

    assets(Path(os.environ.get("SHIHU_BUILD", ".build")).resolve())
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from shihu.base.vocabularies.commands import keep_terms
    from shihu.base.vocabularies.seeds import terms
    from shihu.fronts.cli.translations import compile_all
    from shihu.kernel.actors import SYSTEM

    compile_all()
    call_command("migrate", verbosity=0)
    changed = keep_terms(actor=SYSTEM, now=timezone.now(), terms=terms())
    say(f"database and vocabularies up to date ({changed} terms changed)")
    if _static_is_old(Path(settings.STATIC_ROOT)):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        say("static files collected")


def _static_is_old(root: Path) -> bool:
    """Tell whether any source of static files is newer than what was collected."""
    from django.contrib.staticfiles.finders import get_finders

    manifest = root / "staticfiles.json"
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    for finder in get_finders():
        for path, storage in finder.list([]):
            if Path(storage.path(path)).stat().st_mtime > made:
                return True
    return False


@click.command()
def setup() -> None:
    """Bring database, vocabularies and assets up to date."""
    prepare()
