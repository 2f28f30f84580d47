"""``shihu translations``: catalogues per app, extracted by gettext, compiled without it."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2]
LOCALE = "zh_Hans"


def catalogues() -> Iterator[Path]:
    """Yield every catalogue of the platform."""
    yield from sorted(SOURCE.rglob(f"locale/{LOCALE}/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue in ``path``."""
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def compile_all() -> int:
    """Compile the catalogues that are newer than their compiled file; return how many."""
    count = 0
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            fresh = compiled.with_suffix(".mo.new")
            with fresh.open("wb") as file:
                write_mo(file, read(path))
            fresh.replace(compiled)
            count += 1
    return count


def homes() -> list[Path]:
    """Return the folders that have a catalogue of their own: the source itself (kernel, engines) and each app."""
    return [SOURCE, *sorted(path.parent for path in SOURCE.glob("*/*/apps.py"))]


def extract(home: Path) -> None:
    """Bring the catalogue of ``home`` up to date with its sources (needs GNU gettext)."""
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    # The library's extraction, taught our mark for Django-free modules.
    command = Command()
    command.xgettext_options = [*Command.xgettext_options, "--keyword=N_"]
    (home / "locale").mkdir(exist_ok=True)
    ignored = [f"{name}/*" for name in ("base", "services", "fronts", "config")] if home == SOURCE else []
    with contextlib.chdir(home):
        call_command(command, locale=[LOCALE], no_location=True, no_obsolete=True, ignore_patterns=ignored, verbosity=0)
    catalogue = home / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
    if catalogue.exists():
        _steady(catalogue)


def _steady(catalogue: Path) -> None:
    """Drop the date of extraction: it would change the file where no text has changed."""
    lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
    catalogue.write_text("".join(x for x in lines if not x.startswith('"POT-Creation-Date')), encoding="utf-8")


def missing(path: Path) -> list[str]:
    """Return the message ids of ``path`` that have no translation, or an unsure one."""
    lacking = []
    for message in read(path):
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and (message.fuzzy or not all(texts)):
            lacking.append(str(message.id))
    return lacking


def disputed() -> list[str]:
    """Return the message ids that two catalogues translate differently: all share one domain, so one would win."""
    given: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for path in catalogues():
        for message in read(path):
            if message.id:
                given[message.context, _first(message.id)].add(_first(message.string))
    return sorted(f"{name!r}: {', '.join(sorted(texts))}" for (_, name), texts in given.items() if len(texts) > 1)


def _first(text: object) -> str:
    """The text, or the first of its plural forms."""
    return str(text[0]) if isinstance(text, (list, tuple)) else str(text)


@click.group()
def translations() -> None:
    """Extract, compile and check translations."""


@translations.command("extract")
def extract_all() -> None:
    """Bring every catalogue up to date with the sources."""
    for home in homes():
        extract(home)


@translations.command("compile")
def compile_() -> None:
    """Compile every catalogue."""
    click.echo(f"{compile_all()} catalogues compiled")


@translations.command()
def check() -> None:
    """Exit 1 and list what is not translated, or translated in two ways without a context."""
    lacking = [(path, text) for path in catalogues() for text in missing(path)]
    for path, text in lacking:
        click.echo(f"{path.relative_to(SOURCE)}: {text!r}", err=True)
    twice = disputed()
    for text in twice:
        click.echo(f"two translations: {text}", err=True)
    if lacking or twice:
        raise SystemExit(1)
