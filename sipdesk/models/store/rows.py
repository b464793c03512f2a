"""Records to rows and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import cattrs
from cattrs.strategies import configure_union_passthrough

R = TypeVar("R")
Row = dict[str, Any]

_converter = cattrs.Converter()
configure_union_passthrough(str | int | float | bool | None, _converter)
_converter.register_unstructure_hook(date, lambda value: value.isoformat())
_converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
_converter.register_unstructure_hook(time, lambda value: value.strftime("%H:%M"))
_converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
_converter.register_unstructure_hook(Enum, lambda value: value.value)
_converter.register_unstructure_hook(bool, int)


@cache
def columns(kind: type) -> tuple[str, ...]:
    """The columns of a record's table, in order."""
    return tuple(f.name for f in fields(kind))


@cache
def _boxed(kind: type) -> frozenset[str]:
    """Columns that hold a list or a mapping, kept as JSON text."""
    return frozenset(f.name for f in fields(kind) if str(f.type).startswith(("tuple", "dict")))


def to_row(record: object) -> Row:
    """A record as column values that SQLite knows."""
    row: Row = _converter.unstructure(record)
    for name in _boxed(type(record)):
        row[name] = json.dumps(row[name], ensure_ascii=False, sort_keys=True)
    return row


def from_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """A row as a record; columns the record does not know are left alone."""
    boxed = _boxed(kind)
    values = {
        name: json.loads(row[name]) if name in boxed else row[name] for name in columns(kind)
    }
    return _converter.structure(values, kind)
