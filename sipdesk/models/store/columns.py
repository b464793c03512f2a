"""Many records of one kind as columns, as quickly as they can be had.

`to_row` asks cattrs for every record. Here each column is looked at as a whole: where all its
values are of the very type that the record declares, they need no more than to be passed on. What
comes out is exactly what `to_row` gives; where a column holds anything else, it is asked after all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sipdesk.models.store.rows import R, columns, from_row, read_back, sound, to_row

Columns = dict[str, list[Any]]
_Way = Callable[[list[Any]], list[Any]]


def to_columns(kind: type, records: Sequence[object]) -> Columns:
    """Records of one kind as columns. Raises BadValue for one that could not be read again."""
    found: Columns = {}
    for name, types, way in _ways(kind):
        values = list(map(attrgetter(name), records))
        if way is None or not types.issuperset(map(type, values)):
            return _one_by_one(kind, records)
        try:
            found[name] = way(values)
        except (_NotPlain, TypeError):
            return _one_by_one(kind, records)
    return found


def to_records(kind: type[R], rows: Sequence[tuple[Any, ...]]) -> list[R]:
    """Rows of every column of `kind`, in order, as records: exactly as `from_row` gives them."""
    if not rows:
        return []
    found: list[list[Any]] = []
    any_kind: Any = kind
    for (_, types, _), column in zip(_ways(any_kind), zip(*rows, strict=True), strict=True):
        hint = next(iter(types - {NoneType}), None)
        back = _BACK.get(hint) or (
            hint if isinstance(hint, type) and issubclass(hint, Enum) else None
        )
        if hint in (str, int, float) and types.issuperset(map(type, column)):
            found.append(list(column))
        elif back is not None and (NoneType in types or None not in column):
            made = {value: None if value is None else back(value) for value in set(column)}
            found.append([made[value] for value in column])
        else:
            names = columns(kind)
            return [from_row(kind, dict(zip(names, row, strict=True))) for row in rows]
    return [kind(*values) for values in zip(*found, strict=True)]


def as_rows(table: Mapping[str, Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Columns as rows, in the order of the columns."""
    return list(zip(*table.values(), strict=True))


class _NotPlain(Exception):
    """A value that only cattrs knows what to do with."""


def _one_by_one(kind: type, records: Sequence[object]) -> Columns:
    rows = [to_row(record) for record in records]
    for row in rows:
        read_back(kind, row)
    return {name: [row[name] for row in rows] for name in columns(kind)}


@cache
def _ways(kind: Any) -> tuple[tuple[str, frozenset[type], _Way | None], ...]:
    """Of each column: its name, the types its values may have, and how they are kept."""
    hints = get_type_hints(kind)
    return tuple((name, *_way(hints[name])) for name in columns(kind))


def _way(hint: Any) -> tuple[frozenset[type], _Way | None]:
    if get_origin(hint) in (Union, UnionType):
        inner = [each for each in get_args(hint) if each is not NoneType]
        types, way = _way(inner[0]) if len(inner) == 1 else (frozenset[type](), None)
        return types | {NoneType}, way and _or_none(way)
    if hint == tuple[str, ...]:
        return frozenset({tuple}), _lists
    if isinstance(hint, type) and issubclass(hint, Enum):
        return frozenset({hint}), _of_enum
    return frozenset({hint}), _PLAIN.get(hint)


def _or_none(way: _Way) -> _Way:
    def made(values: list[Any]) -> list[Any]:
        there = [value for value in values if value is not None]
        if len(there) == len(values):
            return way(values)
        kept = iter(way(there))
        return [None if value is None else next(kept) for value in values]

    return made


def _texts(values: list[Any]) -> list[Any]:
    try:
        "".join(values).encode()
    except UnicodeEncodeError:
        return [sound(value) for value in values]
    return values


def _lists(values: list[Any]) -> list[Any]:
    known = dict.fromkeys(values)
    if any(type(item) is not str for value in known for item in value):
        raise _NotPlain
    text = {value: sound(json.dumps(value, ensure_ascii=False)) for value in known}
    return [text[value] for value in values]


def _of_enum(values: list[Any]) -> list[Any]:
    return [value.value for value in values]


_BACK: dict[Any, Callable[[Any], Any]] = {
    bool: bool,
    date: date.fromisoformat,
    time: time.fromisoformat,
    tuple: lambda value: tuple(json.loads(value)),
}
_PLAIN: dict[Any, _Way] = {
    str: _texts,
    int: list,
    float: list,
    bool: lambda values: [int(value) for value in values],
    date: lambda values: [value.isoformat() for value in values],
    time: lambda values: [value.strftime("%H:%M") for value in values],
}
