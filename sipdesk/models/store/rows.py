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

from sipdesk.models.errors import BadValue

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


def columns(kind: Any) -> tuple[str, ...]:
    """The columns of a record's table, in order."""
    return _columns(kind)


def boxed(kind: Any) -> frozenset[str]:
    """Columns that hold a list or a mapping, kept as JSON text."""
    return _boxed(kind)


@cache
def _columns(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _boxed(kind: Any) -> frozenset[str]:
    return frozenset(f.name for f in fields(kind) if str(f.type).startswith(("tuple", "dict")))


def to_row(record: object) -> Row:
    """A record as column values that SQLite knows."""
    row: Row = _converter.unstructure(record)
    for name in boxed(type(record)):
        row[name] = json.dumps(row[name], ensure_ascii=False, sort_keys=True)
    return {name: sound(value) for name, value in row.items()}


def from_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """A row as a record; columns the record does not know are left alone."""
    lists = boxed(kind)
    values = {name: json.loads(row[name]) if name in lists else row[name] for name in columns(kind)}
    return _converter.structure(values, kind)


def read_back(kind: type[R], row: Row) -> R:
    """The record that a row will be read as. Raises BadValue when it could not be read at all."""
    try:
        return from_row(kind, row)
    except (ValueError, TypeError, cattrs.BaseValidationError) as error:
        name = _refused(error)
        raise BadValue(
            f"“{row.get(name) or ''}” cannot be kept as {name.replace('_', ' ')}.",
            "It is as it was.",
            "Choose one of the answers that are offered.",
            field=name,
        ) from error


def _refused(error: Exception) -> str:
    """The field that would not be read."""
    causes = error.exceptions if isinstance(error, cattrs.BaseValidationError) else ()
    notes = (note for cause in causes for note in getattr(cause, "__notes__", ()))
    return next((n.name for n in notes if isinstance(n, cattrs.AttributeValidationNote)), "value")


def sound(value: Any) -> Any:
    """Text without half characters (lone surrogates from a bad paste), which no file can hold."""
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value
