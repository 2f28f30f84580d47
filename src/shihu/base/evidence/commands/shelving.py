"""Putting files on the shelf and taking them away."""

import os
import tempfile
from pathlib import Path

from shihu.base.evidence.queries import shelf


class Shelving:
    """Writes whole files or nothing: an unfinished one has another name and is swept."""

    @staticmethod
    def put(digest: str, content: bytes, thumbnail: bytes | None) -> None:
        """Put the content under its digest, once, durable when this returns; and its small copy beside it."""
        path = shelf.path_of(digest)
        if path.is_file():
            # A sweep under way takes only what nobody touched for long.
            path.touch()
        else:
            _write(path, content)
        small = shelf.thumbnail_path(digest)
        if thumbnail is not None and not small.is_file():
            _write(small, thumbnail)

    @staticmethod
    def drop(digest: str) -> None:
        """Take the content and its small copy away."""
        shelf.path_of(digest).unlink(missing_ok=True)
        shelf.thumbnail_path(digest).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix="new.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    # The name itself must survive a power cut, or a row could outlive its file.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
