"""Codes in a row as the words they stand for, so that whom it is about can read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sipdesk.models.assessments.points import title_of
from sipdesk.models.assessments.records import DataPoint, PointKind
from sipdesk.models.pupils.groups import CODED, definitions, group_of
from sipdesk.models.pupils.records import Spell
from sipdesk.models.scales import load_scales

Row = Mapping[str, Any]
_RECKONED = frozenset(("traits", "slice"))  # the program’s own numbers, made from the rest
_POINT = ("year", "term", "kind")
_OF_ONE = {"F": "girl", "M": "boy"}  # the codes’ own titles are of groups
_KINDS = {
    "baseline": "starting point",
    "current": "where the pupil stands",
    "predicted": "predicted",
    "target": "target",
    "result": "result",
}


def spelled_out(table: str, row: Row) -> dict[str, Any]:
    """The row with words for codes; a data point that is all there becomes one thing, “when”."""
    if table == "assessments":
        return _assessment(row)
    if table == "spells":
        return _spell(row)
    if table == "pupils":
        return {name: _of_pupil(name, value) for name, value in row.items()}
    return dict(row)


def _of_pupil(name: str, value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if name in CODED:
        code = definitions().code(name, value)
        if code is None:
            return value
        return _OF_ONE.get(code.code, code.title) if name == "gender" else code.title
    if name == "band":
        return group_of(f"band:{value}").title
    return scale_title(value) if name == "scale" else value


def _assessment(row: Row) -> dict[str, Any]:
    found = {name: value for name, value in row.items() if name not in _RECKONED}
    if found.get("scale"):
        found["scale"] = scale_title(str(found["scale"]))
    kind = str(found.get("kind") or "")
    if kind not in _KINDS:
        return found
    if not found.get("year") or found.get("term") is None:
        return {**found, "kind": _KINDS[kind]}
    point = DataPoint(int(found["year"]), int(found["term"]), PointKind(kind))
    when = {"when": title_of(point)}
    return {
        label: value
        for name, held in found.items()
        for label, value in (when if name == "year" else {name: held}).items()
        if name == "year" or name not in _POINT
    }


def _spell(row: Row) -> dict[str, Any]:
    found = dict(row)
    trait, value = str(found.get("trait") or ""), found.get("value")
    if trait in CODED or trait == "band":
        found["value"] = _of_pupil(trait, value)
    if trait == "groups":
        found["trait"] = "one of the school’s own groups"
    elif trait:
        found["trait"] = Spell("", "", trait).title
    return found


def scale_title(key: str) -> str:
    """What a scale is called; its key where nobody knows it any more."""
    return _titles().get(key, key)


@cache
def _titles() -> dict[str, str]:
    return {scale.key: scale.title for scale in load_scales()}
