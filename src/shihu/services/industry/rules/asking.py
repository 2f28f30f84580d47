"""An act as it is kept while it waits: plain values, read back into exactly what was asked for."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from shihu.services.industry.types import (
    Act,
    ActKind,
    BackAct,
    BatchAct,
    CostAct,
    LetAct,
    ReceiveAct,
    RepayAct,
    SupplyAct,
    UndoReceiptAct,
    WindAct,
)

_ACTS: dict[ActKind, type[Act]] = {
    one.kind: one
    for one in (CostAct, BatchAct, SupplyAct, BackAct, LetAct, RepayAct, WindAct, ReceiveAct, UndoReceiptAct)
}


def written(act: Act) -> dict[str, Any]:
    """Return an act as values that JSON holds."""
    return {field.name: _out(getattr(act, field.name)) for field in fields(act)}


def read(kind: str, payload: dict[str, Any]) -> Act:
    """Return the act that was written."""
    act: Act = _in(_ACTS[ActKind(kind)], payload)
    return act


def digest(act: Act) -> str:
    """Return a digest of an act: two acts that differ in anything have two."""
    body = json.dumps({"kind": act.kind.value, **written(act)}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def _out(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _out(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    return str(value) if isinstance(value, UUID | date) else value


def _in(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        [hint] = [one for one in get_args(hint) if one is not NoneType]
    if get_origin(hint) is tuple:
        return tuple(_in(get_args(hint)[0], one) for one in value)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{field.name: _in(hints[field.name], value[field.name]) for field in fields(hint)})
    if hint is UUID:
        return UUID(value)
    return date.fromisoformat(value) if hint is date else value
