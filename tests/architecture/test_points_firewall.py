"""Points never become money: no way leads from a module of points into the books, and none leads back."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2] / "src"
LINKAGES = ROOT / "shihu" / "services" / "linkages"
BOOKS = "shihu.base.ledger"
PRIZES = {"Prize", "PrizeFund", "PrizeMove", "Redemption"}


def modules_of_points() -> list[Path]:
    named = {path for path in LINKAGES.rglob("*.py") if "points" in (path.stem, *path.parts)}
    return sorted({*named, LINKAGES / "web" / "points_forms.py"})


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(name: str) -> Path | None:
    """The file of a module, or of the module that a package's name is taken from."""
    path = ROOT.joinpath(*name.split("."))
    if path.with_suffix(".py").exists():
        return path.with_suffix(".py")
    if (path / "__init__.py").exists():
        return path / "__init__.py"
    return _taken_from(name)


def _taken_from(name: str) -> Path | None:
    """Where a package's ``__init__`` takes a name from: what else it offers is not thereby used."""
    package, _, taken = name.rpartition(".")
    init = ROOT.joinpath(*package.split("."), "__init__.py") if package else None
    if init is None or not init.exists():
        return None
    for node in ast.walk(ast.parse(init.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and taken in {alias.name for alias in node.names}:
            return file_of(node.module)
    return None


def reached(start: list[Path]) -> dict[Path, Path]:
    """Every module of ours that the given ones use, however far, each with the one that led there."""
    led: dict[Path, Path] = {path: path for path in start}
    wait = list(start)
    while wait:
        here = wait.pop()
        for name in imported(here):
            if not name.startswith("shihu."):
                continue
            there = file_of(name)
            # A package that is merely passed through runs, but nothing of it is called.
            if there is None or there in led or there.name == "__init__.py":
                continue
            led[there] = here
            wait.append(there)
    return led


def test_there_are_modules_of_points_to_look_at() -> None:
    assert len(modules_of_points()) > 20
    assert LINKAGES / "commands" / "points" / "posting.py" in modules_of_points()


def test_no_module_of_points_reaches_the_books_of_money_however_far_one_follows_it() -> None:
    led = reached(modules_of_points())
    breaches = [
        f"{led[path].relative_to(ROOT)} leads to {path.relative_to(ROOT)}"
        for path in led
        if ".".join(path.relative_to(ROOT).with_suffix("").parts).startswith(BOOKS)
    ]
    assert breaches == []
    # The walk is a walk: it comes as far as the audit and the units, through names that packages hand on.
    assert {"audit", "units", "registry"} <= {path.relative_to(ROOT).parts[2] for path in led if len(path.parts) > 3}


def test_nothing_that_books_money_reads_points() -> None:
    breaches = []
    for path in sorted((ROOT / "shihu").rglob("*.py")):
        if "fronts" in path.parts or "config" in path.parts or "migrations" in path.parts:
            continue  # fronts lay panels of both side by side; they book nothing
        names = set(imported(path))
        books = any(name.startswith(f"{BOOKS}.commands") for name in names)
        points = any(name.startswith("shihu.services.linkages") and ".points" in name for name in names)
        if books and points:
            breaches.append(str(path.relative_to(ROOT)))
    assert breaches == []


def test_no_table_of_points_points_at_a_table_of_money_and_none_back() -> None:
    breaches = []
    for config in apps.get_app_configs():
        for model in config.get_models():
            for field in model._meta.get_fields():
                if not isinstance(field, models.ForeignKey):
                    continue
                pair = (model._meta.label, field.related_model._meta.label)
                ours = [
                    label for label in pair if label.startswith(("linkages.Point", "linkages.Prize", "linkages.Rede"))
                ]
                if ours and any(label.startswith("ledger.") for label in pair):
                    breaches.append(" -> ".join(pair))
    assert breaches == []


def test_the_stock_that_points_buy_from_is_counted_in_goods() -> None:
    tables = {model.__name__: model for model in apps.get_app_config("linkages").get_models()}
    assert set(tables) >= PRIZES
    quantity, price = tables["PrizeMove"]._meta.get_field("quantity"), tables["Prize"]._meta.get_field("price")
    assert isinstance(quantity, models.IntegerField)
    assert price.help_text == "points"
    # The one amount of money is on the receipt and nothing adds it up.
    text = "\n".join(path.read_text(encoding="utf-8") for path in (LINKAGES / "queries" / "points").glob("*.py"))
    assert 'Sum("value")' not in text
    assert 'F("value")' not in text
