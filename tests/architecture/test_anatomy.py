"""Rules of the house that import-linter cannot see: what stands where, and who may touch what."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

SOURCE = Path(__file__).resolve().parents[2] / "src" / "shihu"
APPS = sorted(path.parent for path in SOURCE.glob("*/*/apps.py"))
LADDER = [
    *(
        "audit",
        "sheets",
        "accounts",
        "jobs",
        "vocabularies",
        "places",
        "burden",
        "registry",
        "evidence",
        "ledger",
        "cases",
    ),
    *("units", "industry", "linkages"),
]
ROOMS = {
    *("types", "errors", "rules", "models", "policies", "queries", "commands", "adapters", "jobs", "web", "api"),
    *("cli", "templates", "seeds", "migrations", "apps", "__init__", "locale", "templatetags", "static"),
}
# What one app may import of another. Models only to point a foreign key at them.
OPEN_ROOMS = {"commands", "queries", "types", "errors"}
# The command line builds and reads without a server: it may also use seeds and adapters.
OPEN_TO_CLI = OPEN_ROOMS | {"seeds", "adapters"}
HIDING_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base"}


def modules() -> Iterator[Path]:
    yield from (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, with what is taken from them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_app_holds_only_the_rooms_of_the_house() -> None:
    strangers = [
        str(entry.relative_to(SOURCE))
        for app in APPS
        if app.parent.name != "fronts"
        for entry in app.iterdir()
        if entry.name != "__pycache__" and entry.stem not in ROOMS
    ]
    assert strangers == []


def test_no_room_has_a_name_that_hides_what_is_in_it() -> None:
    hiding = [p for p in modules() if p.stem in HIDING_NAMES or HIDING_NAMES - {"base"} & set(p.parent.parts)]
    assert [str(p.relative_to(SOURCE)) for p in hiding] == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {str(p.relative_to(SOURCE)): n for p in modules() if (n := len(p.read_text().splitlines())) > 400}
    assert long == {}


def test_apps_meet_only_in_commands_queries_types_and_errors() -> None:
    breaches = []
    for path in modules():
        here = path.relative_to(SOURCE).parts
        mine = ".".join(("shihu", *here[:2]))
        room = Path(here[2]).stem if len(here) > 2 else ""
        for name in imports(path):
            parts = name.split(".")
            if len(parts) < 4 or parts[:1] != ["shihu"] or parts[1] not in {"base", "services"}:
                continue
            other, entered = ".".join(parts[:3]), parts[3]
            if other == mine:
                continue
            allowed = OPEN_TO_CLI if here[:2] == ("fronts", "cli") or room == "cli" else OPEN_ROOMS
            if entered not in allowed and not (room in {"models", "jobs"} and entered == "models"):
                breaches.append(f"{path.relative_to(SOURCE)} imports {name}")
    assert breaches == []


def test_views_and_fronts_touch_no_models() -> None:
    breaches = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path in modules()
        if "web" in path.parts or "fronts" in path.relative_to(SOURCE).parts
        for name in imports(path)
        if re.match(r"shihu\.(base|services)\.\w+\.models", name) and path.name != "backends.py"
    ]
    assert breaches == []


def test_only_commands_and_jobs_write() -> None:
    writes = re.compile(r"\.(save|delete|create|update|bulk_create|bulk_update|get_or_create|update_or_create)\(")
    silent = re.compile(r"objects\b.*" + writes.pattern)
    breaches = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in modules()
        if not {"commands", "commands.py", "adapters.py", "adapters"} & set(path.relative_to(SOURCE).parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if silent.search(line)
    ]
    assert breaches == []


def test_commands_take_actor_and_now_by_keyword() -> None:
    breaches = []
    for app in APPS:
        for path in [*app.glob("commands.py"), *app.glob("commands/*.py")]:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or app.name == "jobs":
                    continue
                keywords = {argument.arg for argument in node.args.kwonlyargs}
                if node.args.args or not {"actor", "now"} <= keywords:
                    breaches.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert breaches == []


def foreign_keys() -> Iterator[tuple[type[models.Model], models.ForeignKey[models.Model, models.Model]]]:
    for config in apps.get_app_configs():
        if config.name.startswith("shihu."):
            for model in config.get_models():
                for field in model._meta.get_fields():
                    if isinstance(field, models.ForeignKey):
                        yield model, field


def test_foreign_keys_point_down_the_ladder_and_leave_no_accessor_behind() -> None:
    breaches = []
    for model, field in foreign_keys():
        here, there = model._meta.app_label, field.related_model._meta.app_label
        if here == there:
            continue
        if there in LADDER and LADDER.index(there) > LADDER.index(here):
            breaches.append(f"{model.__name__}.{field.name} points up to {there}")
        if not field.remote_field.hidden:
            breaches.append(f"{model.__name__}.{field.name} leaves an accessor on {there}")
    assert breaches == []


def test_every_app_of_ours_stands_on_the_ladder() -> None:
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith(("shihu.base", "shihu.services"))}
    assert ours == set(LADDER)


def test_no_foreign_key_is_named_by_a_string() -> None:
    breaches = []
    for app in APPS:
        for path in [*app.glob("models.py"), *app.glob("models/*.py")]:
            breaches += re.findall(
                r'(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*"(?!self")[^"]+"', path.read_text()
            )
    assert breaches == []


def test_nothing_listens_to_signals() -> None:
    listening = re.compile(r"@receiver\b|\b(?:pre|post)_(?:save|delete|init)\.connect|m2m_changed")
    assert [str(p) for p in modules() if listening.search(p.read_text(encoding="utf-8"))] == []


def templates() -> Iterator[tuple[str, Path]]:
    for app in APPS:
        for path in sorted((app / "templates").rglob("*.html")):
            yield app.name, path


def test_templates_reach_only_into_their_own_app_and_the_design_system() -> None:
    reach = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
    breaches = []
    for app, path in templates():
        if app in {"ui", "desk", "open", "phone"}:
            continue  # fronts lay the services' panels side by side
        strangers = (t for t in reach.findall(path.read_text(encoding="utf-8")) if t.split("/")[0] not in {app, "ui"})
        breaches += [f"{path.relative_to(SOURCE)} reaches into {target}" for target in strangers]
    assert breaches == []


def test_templates_hold_no_style_no_script_and_no_colour() -> None:
    breaches = []
    for _, path in templates():
        text = path.read_text(encoding="utf-8")
        if re.search(r"<[^>]+\sstyle=|\son[a-z]+=\"|javascript:", text):
            breaches.append(f"{path.relative_to(SOURCE)}: style attribute or inline handler")
        if re.search(r"(?:fill|stroke|color)=\"#|#[0-9a-fA-F]{6}\b", text):
            breaches.append(f"{path.relative_to(SOURCE)}: colour outside the tokens")
    assert breaches == []


HEAVY = ("numba", "ortools", "polars", "highspy", "pyvrp", "dask", "distributed", "scipy", "pandas")


@pytest.mark.parametrize("entry", ["web worker", "shihu --help"])
def test_heavy_libraries_do_not_load_at_the_start_of(entry: str) -> None:
    start = {
        "web worker": "from shihu.config.wsgi import application; from django.urls import get_resolver; "
        "get_resolver().url_patterns; [p for p in get_resolver().reverse_dict]",
        "shihu --help": "from shihu.fronts.cli.main import main",
    }[entry]
    code = f"{start}\nimport sys; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
