"""Fetching what pages load: once a lock, all or nothing, and only by the package manager."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from shihu.fronts.cli import assets

Npm = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A package manager that writes what the lock names, and notes how it was called."""
    calls: list[list[str]] = []

    def npm(words: list[str], *, cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(words)
        assert (cwd / "package-lock.json").exists()
        for source in assets.FILES:
            target = cwd / "node_modules" / source
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source)
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(assets, "npm", npm)
    return calls


def test_the_second_run_does_nothing(tmp_path: Path, manager: list[list[str]]) -> None:
    assert assets.assets(tmp_path) is True
    assert assets.assets(tmp_path) is False
    assert len(manager) == 1


def test_no_script_of_a_package_is_run(tmp_path: Path, manager: list[list[str]]) -> None:
    assets.assets(tmp_path)
    assert manager[0][:2] == ["ci", "--ignore-scripts"]


def test_every_file_that_pages_ask_for_is_there(tmp_path: Path, manager: list[list[str]]) -> None:
    assets.assets(tmp_path)
    vendor = tmp_path / "vendor"
    found = {str(file.relative_to(vendor)) for file in vendor.rglob("*") if file.is_file()}
    assert found == {*assets.FILES.values(), ".lock"}


def test_another_lock_is_fetched_anew(tmp_path: Path, manager: list[list[str]]) -> None:
    assets.assets(tmp_path)
    (tmp_path / "vendor" / ".lock").write_text("of yesterday")
    assert assets.assets(tmp_path) is True


def test_a_failure_says_where_and_leaves_the_old_set_standing(
    tmp_path: Path, manager: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assets.assets(tmp_path)
    (tmp_path / "vendor" / ".lock").write_text("of yesterday")

    def broken(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(words, 1, "", "ENOTFOUND registry")

    monkeypatch.setattr(assets, "npm", broken)
    with pytest.raises(assets.AssetsMissing, match="ENOTFOUND registry"):
        assets.assets(tmp_path)
    assert (tmp_path / "vendor" / "htmx.min.js").exists()
    assert (tmp_path / "vendor" / ".lock").read_text() == "of yesterday"


def test_a_file_that_a_package_no_longer_has_is_named(
    tmp_path: Path, manager: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "FILES", {**assets.FILES, "htmx.org/dist/gone.js": "gone.js"})

    def npm(words: list[str], *, cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
        for source in assets.FILES:
            if "gone" not in source:
                target = cwd / "node_modules" / source
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(source)
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(assets, "npm", npm)
    with pytest.raises(assets.AssetsMissing, match=r"gone\.js"):
        assets.assets(tmp_path)
    assert not (tmp_path / "vendor").exists()


def test_versions_are_pinned_exactly_and_the_lock_agrees() -> None:
    root = assets.project()
    wanted = json.loads((root / "package.json").read_text())["dependencies"]
    locked = json.loads((root / "package-lock.json").read_text())["packages"]
    assert all(version[0].isdigit() for version in wanted.values())
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for name, package in locked.items() if name)
