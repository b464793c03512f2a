"""The rules of progress from their TOML files, which a SIP may read and change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sipdesk import paths
from sipdesk.models.errors import NotFound, UserError
from sipdesk.models.progress.records import Kind, Rule
from sipdesk.models.scales import Scale, Scales
from sipdesk.models.toml import FileProblem, Row, read, read_folders

_NAME = "progress"  # of the folder, among the resources and in the user's own
_OLDEST = 13


def user_rules() -> Path:
    """Rules a user wrote; one of the same name as a built-in one stands in for it."""
    return paths.data() / _NAME


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule by the name of its file, and what was left out."""

    all: tuple[Rule, ...]
    problems: tuple[FileProblem, ...] = ()

    def get(self, key: str) -> Rule:
        """The rule of that key or title. Raises NotFound."""
        wanted = key.strip().casefold()
        for rule in self.all:
            if wanted in (rule.key.casefold(), rule.title.casefold()):
                return rule
        known = ", ".join(rule.key for rule in self.all)
        raise NotFound(
            f"There is no rule of progress “{key}”.", "", f"Choose one of these: {known}."
        )

    def for_year(self, year: int | None) -> list[Rule]:
        """The rules that hold for a year group, in order."""
        return [r for r in self.all if year is not None and r.first_year <= year <= r.last_year]


def load_rules(scales: Scales, *folders: Path) -> Rules:
    """Every rule in `folders`, or the built-in ones and the user's own.

    A file that is broken is left out, and said with its line; the built-in one stays then.
    """
    found, problems = read_folders(
        folders or (paths.resources() / _NAME, user_rules()),
        lambda file: read_rule(read(file), file.stem, scales),
    )
    order = sorted(found.values(), key=lambda rule: (list(Kind).index(rule.kind), rule.key))
    return Rules(tuple(order), tuple(problems))


def read_rule(row: Row, key: str, scales: Scales) -> Rule:
    """A rule from the outermost table of its file. Raises Mistake."""
    row.allow(
        *("title", "help", "kind", "years", "scales", "ends", "steps_a_year", "amber"),
        *("levels", "count_in", "stuck_after", "threshold", "expected"),
    )
    first, last = _years(row)
    kind = row.one_of("kind", Kind)
    rule = Rule(
        key=key,
        title=row.text("title"),
        help=row.text("help", ""),
        kind=kind,
        first_year=first,
        last_year=last,
        scales=row.texts("scales"),
        ends=row.text("ends", None if kind is Kind.GRADES else ""),
        steps_a_year=_positive(row, "steps_a_year") if kind is Kind.PACE else 0.0,
        amber=_not_below_nothing(row, "amber", 1.0),
        levels=row.whole("levels"),
        count_in=row.text("count_in", ""),
        stuck_after=row.whole("stuck_after", 3),
        threshold=row.text("threshold", None if kind is Kind.HOLD else ""),
        expected=_expected(row) if kind is Kind.GRADES else None,
    )
    _check(row, rule, scales)
    return replace(rule, brought=_brought(rule, scales))


def _years(row: Row) -> tuple[int, int]:
    match row.values.get("years"):
        case [int(first), int(last)] if 0 <= first <= last <= _OLDEST:
            return first, last
    raise row.mistake("years", f"“years” must be two year groups, 0 to {_OLDEST}: [7, 9].")


def _brought(rule: Rule, scales: Scales) -> dict[str, frozenset[str]]:
    return {
        start: frozenset(
            key for key in rule.scales if any(c.to == start for c in scales.get(key).conversions)
        )
        for start in rule.scales
    }


def _positive(row: Row, name: str) -> float:
    value = row.number(name)
    if value <= 0:
        raise row.mistake(name, f"“{name}” must be more than 0.")
    return value


def _not_below_nothing(row: Row, name: str, default: float) -> float:
    value = row.number(name, default)
    if value < 0:
        raise row.mistake(name, f"“{name}” must be 0 or more.")
    return value


def _expected(row: Row) -> dict[str, str]:
    table = row.table("expected")
    if not table.values:
        raise row.mistake("expected", "A rule of grades needs a table [expected].")
    return {start: table.text(start) for start in table.values}


def _check(row: Row, rule: Rule, scales: Scales) -> None:
    """Scales and values must be there; a rule needs to know where a pupil may start."""
    if not rule.scales:
        raise row.mistake("scales", "“scales” must name one scale at least.")
    if rule.stuck_after == 1:
        raise row.mistake("stuck_after", "“stuck_after” must be 2 or more, or 0 for never.")
    if rule.kind in (Kind.LEVELS, Kind.GRADES) and not rule.levels:
        raise row.mistake("levels", "This kind of rule needs “levels”.")
    for name, key in [("scales", k) for k in rule.scales] + [
        (name, key) for name, key in (("ends", rule.ends), ("count_in", rule.count_in)) if key
    ]:
        _scale(row, name, key, scales)
    if rule.kind is Kind.LEVELS and (
        flat := [k for k in rule.scales if not scales.get(k).level_points]
    ):
        raise row.mistake("scales", f"“{flat[0]}” has no levels to count.")
    if rule.threshold:
        _value(row, "threshold", rule.threshold, scales.get(rule.scales[0]))
    table = row.table("expected")
    for start, end in (rule.expected or {}).items():
        _value(table, start, start, scales.get(rule.scales[0]))
        _value(table, start, end, scales.get(rule.ends))


def _scale(row: Row, name: str, key: str, scales: Scales) -> Scale:
    try:
        return scales.get(key)
    except UserError as error:
        raise row.mistake(name, error.what) from error


def _value(row: Row, name: str, text: str, scale: Scale) -> None:
    if scale.read(text).points is None:
        raise row.mistake(name, f"“{text}” is not a value of “{scale.title}”.")
