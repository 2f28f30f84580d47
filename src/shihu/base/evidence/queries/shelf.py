"""The shelf: files under their SHA-256 in the data folder. Reading only; ``commands.shelving`` writes."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings

_BLOCK = 1 << 20


def path_of(digest: str) -> Path:
    """Return where the content with this digest lies: two digits of folder keep a folder small."""
    return Path(settings.EVIDENCE_FOLDER) / digest[:2] / digest[2:]


def thumbnail_path(digest: str) -> Path:
    """Return where its small copy lies. It is drawn from the content and can be drawn again."""
    return path_of(digest).with_name(f"{digest[2:]}.jpg")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def entries() -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (digest, entry) of every file on the shelf; digest is empty for a small copy or an unfinished file."""
    root = Path(settings.EVIDENCE_FOLDER)
    if not root.is_dir():
        return
    with os.scandir(root) as folders:
        for folder in sorted(folders, key=lambda one: one.name):
            if folder.is_dir() and len(folder.name) == 2:
                with os.scandir(folder.path) as files:
                    for entry in sorted(files, key=lambda one: one.name):
                        yield (f"{folder.name}{entry.name}" if "." not in entry.name else ""), entry
