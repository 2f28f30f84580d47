"""What is slow to make, made once in a whole run: by the first worker that asks for it."""

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return ``folder``, filled by ``make`` where nobody did before; others wait meanwhile."""
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            (folder / "done").touch()
    return folder
