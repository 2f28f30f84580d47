"""``shihu setup``: everything that must stand before the platform serves."""

import hashlib
import os
from pathlib import Path

import click
import django
from django.core.management import call_command


def prepare(*, quiet: bool = False) -> None:
    """Fetch the front-end assets, compile translations, migrate, load vocabularies and charts, collect static files."""
    say = (lambda _: None) if quiet else click.echo
    from shihu.fronts.cli.assets import assets

    assets(Path(os.environ.get("SHIHU_BUILD", ".build")).resolve())
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from shihu.base.ledger.commands import keep_accounts, keep_purposes
    from shihu.base.ledger.seeds import accounts, purposes
    from shihu.base.vocabularies.commands import keep_terms
    from shihu.base.vocabularies.seeds import terms
    from shihu.fronts.cli.translations import compile_all
    from shihu.kernel.actors import SYSTEM

    compile_all()
    call_command("migrate", verbosity=0)
    changed = keep_terms(actor=SYSTEM, now=timezone.now(), terms=terms())
    keep_accounts(actor=SYSTEM, now=timezone.now(), accounts=accounts())
    keep_purposes(actor=SYSTEM, now=timezone.now(), purposes=purposes())
    say(f"database and vocabularies up to date ({changed} terms changed)")
    stamp, wanted = Path(settings.STATIC_ROOT) / ".sources", _static_sources()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(wanted, encoding="ascii")
        say("static files collected")


def _static_sources() -> str:
    """Return a digest of names, sizes and times of all static files: it changes when any of them does."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@click.command()
def setup() -> None:
    """Bring database, vocabularies and assets up to date."""
    prepare()
