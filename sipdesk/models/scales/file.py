"""One scale from its TOML file, every mistake with its line."""

from __future__ import annotations

import re

from sipdesk.models.scales.reading import fold
from sipdesk.models.scales.records import Absence, Band, Conversion, Refusal, Span, Value
from sipdesk.models.scales.scale import Scale
from sipdesk.models.toml import Row

_WHEN = re.compile(r"KS[1-5]|Y([1-9]|1[0-3])")
_KEY_STAGES = range(1, 6)
_MOST_DECIMALS = 4


def read_scale(row: Row, key: str) -> Scale:
    """A scale from the outermost table of its file. Raises Mistake.

    Whether its conversions end on another scale is for whoever knows the others.
    """
    row.allow(
        *("title", "help", "names", "key_stages", "prefixes"),
        *("step", "step_name", "level_points", "values", "also", "steps", "range"),
        *("expected", "bands", "conversions", "absent", "refused"),
    )
    scale = Scale(
        key=key,
        title=row.text("title"),
        help=row.text("help", ""),
        names=row.texts("names"),
        key_stages=_key_stages(row),
        values=_values(row),
        span=_span(row),
        step=_above_nothing(row, "step", 1.0),
        step_name=row.text("step_name", "step"),
        level_points=row.number("level_points", 0.0),
        expected=_expected(row),
        bands=_bands(row),
        conversions=_conversions(row, key),
        absences=_absences(row.table("absent")),
        refusals=_refusals(row),
        prefixes=row.texts("prefixes"),
    )
    _check_kind(row, scale)
    _check_spellings(row, scale)
    _check_values_used(row, scale)
    return scale


def _key_stages(row: Row) -> tuple[int, ...]:
    value = row.values.get("key_stages", [])
    if not isinstance(value, list) or not all(
        isinstance(stage, int) and stage in _KEY_STAGES for stage in value
    ):
        raise row.mistake("key_stages", "“key_stages” must be a list of numbers from 1 to 5.")
    return tuple(value)


def _above_nothing(row: Row, name: str, default: float) -> float:
    value = row.number(name, default)
    if value <= 0:
        raise row.mistake(name, f"“{name}” must be more than 0.")
    return value


def _values(row: Row) -> tuple[Value, ...]:
    """The values in their order, which must be that of their points."""
    table, also, steps = row.table("values"), row.table("also"), row.table("steps")
    for other in (also, steps):
        other.allow(*table.values)
    found: list[Value] = []
    for text in table.values:
        points = table.number(text)
        if found and points <= found[-1].points:
            raise table.mistake(
                text, f"“{text}” must have more points than “{found[-1].text}” before it."
            )
        if not found and text in steps.values:
            raise steps.mistake(text, f"“{text}” is the lowest, with nothing to step up from.")
        place = found[-1].place + _above_nothing(steps, text, 1.0) if found else 0.0
        found.append(Value(text, points, also.texts(text), place))
    return tuple(found)


def _span(row: Row) -> Span | None:
    if "range" not in row.values:
        return None
    table = row.table("range")
    table.allow("lowest", "highest", "decimals", "unit", "rounds", "doubtful_to")
    span = Span(
        lowest=table.number("lowest"),
        highest=table.number("highest"),
        decimals=table.whole("decimals"),
        unit=table.text("unit", ""),
        rounds=table.flag("rounds"),
        doubtful_to=table.number("doubtful_to", 0.0),
    )
    if span.highest <= span.lowest or span.lowest < 0:
        raise table.mistake("highest", "“lowest” must be 0 or more, and “highest” above it.")
    if span.decimals > _MOST_DECIMALS:
        raise table.mistake("decimals", f"“decimals” can be {_MOST_DECIMALS} at most.")
    if span.doubtful_to and not span.unit:
        raise table.mistake("doubtful_to", "“doubtful_to” needs a “unit” that ends the doubt.")
    for end in ("lowest", "highest"):
        if not float(table.number(end) * 10**span.decimals).is_integer():
            raise table.mistake(end, f"“{end}” has more than its {span.decimals} “decimals”.")
    if any(char.isdigit() or char == "." for char in fold(span.unit)):
        raise table.mistake("unit", "“unit” cannot have figures or dots in it.")
    return span


def _expected(row: Row) -> dict[str, str]:
    table = row.table("expected")
    for when in table.values:
        if not _WHEN.fullmatch(when):
            raise table.mistake(when, f"“{when}” must be a key stage (KS2) or a year (Y5).")
    return {when: table.text(when) for when in table.values}


def _bands(row: Row) -> tuple[Band, ...]:
    table = row.table("bands")
    return tuple(Band(name, table.text(name)) for name in table.values)


def _conversions(row: Row, key: str) -> tuple[Conversion, ...]:
    found: list[Conversion] = []
    for each in row.rows("conversions"):
        each.allow("to", "from")
        to, cuts = each.text("to"), each.table("from")
        if to == key or any(to == other.to for other in found):
            raise each.mistake("to", f"There can be one way to “{to}”, and none to itself.")
        found.append(Conversion(to, tuple((here, cuts.text(here)) for here in cuts.values)))
    return tuple(found)


def _absences(table: Row) -> tuple[Absence, ...]:
    return tuple(Absence(reason, table.texts(reason)) for reason in table.values)


def _refusals(row: Row) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    for each in row.rows("refused"):
        each.allow("written", "reason")
        found.append(Refusal(each.text("reason"), each.texts("written")))
    return tuple(found)


def _check_kind(row: Row, scale: Scale) -> None:
    if bool(scale.values) == bool(scale.span):
        raise row.mistake("range", "A scale has either [values] or a [range].")
    if len(scale.values) == 1:
        raise row.mistake("values", "A scale has two values at least.")


def _check_spellings(row: Row, scale: Scale) -> None:
    """Nothing that can be written may mean two things, and every value reads as itself."""
    meant: dict[str, str] = {}
    for value in scale.values:
        for text in (value.text, *value.also):
            if not fold(text):
                raise row.table("values").mistake(value.text, "A value cannot be blank.")
            if meant.setdefault(fold(text), value.text) != value.text:
                raise row.table("also" if text in value.also else "values").mistake(
                    value.text, f"“{text}” is another spelling of “{meant[fold(text)]}” already."
                )
    for absence in scale.absences:
        for text in absence.written:
            if (taken := meant.setdefault(fold(text), absence.reason)) != absence.reason:
                raise row.table("absent").mistake(
                    absence.reason, f"“{text}” means “{taken}” already."
                )
    for each, refusal in zip(row.rows("refused"), scale.refusals, strict=True):
        for text in refusal.written:
            if fold(text) in meant:
                raise each.mistake("written", f"“{text}” means “{meant[fold(text)]}” already.")


def _check_values_used(row: Row, scale: Scale) -> None:
    """Expectations, bands and conversions begin at values of this scale, lowest first."""
    expected = row.table("expected")
    for when, text in scale.expected.items():
        _points(scale, text, expected, when)
    bands = row.table("bands")
    _check_rising(scale, [(band.name, band.start) for band in scale.bands], bands)
    for each, conversion in zip(row.rows("conversions"), scale.conversions, strict=True):
        cuts = [(here, here) for here, _ in conversion.cuts]
        if not cuts:
            raise each.mistake("from", "A conversion needs its table [conversions.from].")
        _check_rising(scale, cuts, each.table("from"))


def _check_rising(scale: Scale, starts: list[tuple[str, str]], table: Row) -> None:
    """The first start must be the lowest value, so that nothing is left over below."""
    before = -1.0
    for place, (name, start) in enumerate(starts):
        points = _points(scale, start, table, name)
        if not place and points > scale.ends[0]:
            raise table.mistake(name, "The first must begin at the scale's lowest value.")
        if place and points <= before:
            raise table.mistake(name, f"“{start}” must lie above the one before it.")
        before = points


def _points(scale: Scale, text: str, table: Row, name: str) -> float:
    reading = scale.read(text)
    if reading.points is None or reading.value != text:
        raise table.mistake(name, f"“{text}” is not a value of this scale, as it is written here.")
    return reading.points
