"""Target groups, leaders, voice and surveys in words and tones. Pure: no widget is known here."""

from __future__ import annotations

from fractions import Fraction

from sipdesk.export.document import Tone
from sipdesk.models.figures import percent
from sipdesk.models.tracking.surveying import Direction, QuestionChange, Tally
from sipdesk.models.tracking.targets import Result, Sum, whole_steps
from sipdesk.models.tracking.voice import Verdict
from sipdesk.models.visits import YesPartlyNo

RESULT_TONES = {Result.MET: Tone.GOOD, Result.EXCEEDED: Tone.GOOD, Result.MISSED: Tone.BAD}
LIGHT_TONES = {"green": Tone.GOOD, "amber": Tone.NEARLY, "red": Tone.BAD}
VERDICT_TONES = {
    Verdict.ON_TRACK_BUT_RED: Tone.BAD,
    Verdict.LOST_BUT_GREEN: Tone.NEARLY,
    Verdict.AGREE: Tone.GOOD,
}
DIRECTION_TONES = {
    Direction.BETTER: Tone.GOOD,
    Direction.SAME: Tone.NEARLY,
    Direction.WORSE: Tone.BAD,
}
SAID_WORDS = {
    YesPartlyNo.YES: "On track",
    YesPartlyNo.PARTLY: "Partly",
    YesPartlyNo.NO: "Not on track",
}


def counted(number: int, one: str, many: str = "") -> str:
    """“1 pupil”, “3 pupils”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def minus(text: str) -> str:
    """With a real minus sign."""
    return text.replace("-", "−")


def tenth(figure: float | None) -> str:
    """To one decimal; "" where there is none."""
    return "" if figure is None else minus(f"{figure:.1f}")


def share(part: Fraction | float | None) -> str:
    """“75%”; "" where there is none."""
    return "" if part is None else percent(float(part) * 100)


def steps(made: float | None) -> str:
    """“+2”, “0”, “−1”; "" where it cannot be said."""
    if made is None:
        return ""
    return minus(f"{made:+g}") if made else "0"


def in_sum(group: Sum) -> list[str]:
    """What became of a target group, each fact a sentence."""
    if not group.members:
        return []
    results = group.results
    said = [
        f"{counted(group.members, 'pupil')}: {results[Result.MET]} met the target, "
        f"{results[Result.EXCEEDED]} went beyond it, {results[Result.MISSED]} missed it."
    ]
    left = [f"{number} {words}" for result, words in _LEFT.items() if (number := results[result])]
    if left:
        said.append(f"Not judged: {', '.join(left)}.")
    if group.by_steps:
        parts = [
            f"{counted(pupils, 'pupil')} {_made(made)}" for made, pupils in group.by_steps.items()
        ]
        said.append(f"Whole {group.step_name}s made: {', '.join(parts)}.")
    ranges = [
        f"{name} {low if low == high else f'{low} to {high}'}"
        for name, span in (
            ("before", group.before),
            ("target", group.target),
            ("outcome", group.outcome),
        )
        if span
        for low, high in [span]
    ]
    if ranges:
        said.append(f"From the lowest to the highest: {'; '.join(ranges)}.")
    return said


def steps_made(made: float, step_name: str) -> str:
    """“2 sub-levels up”."""
    whole = whole_steps(made)
    return f"{counted(abs(whole), step_name)} {'down' if whole < 0 else 'up'}"


def favourable(tally: Tally | None) -> str:
    """“12 of 30 (40%)”."""
    if tally is None or not tally.pupils:
        return "–"
    return f"{tally.favourable} of {tally.pupils} ({share(tally.share)})"


def place(tally: Tally | None) -> str:
    """The mean answer, to one decimal."""
    return "–" if tally is None or tally.place is None else tenth(float(tally.place))


def direction(change: QuestionChange) -> str:
    """Which way a question went, and by how much of a place."""
    moved = change.place_change
    words = {Direction.SAME: "The same", Direction.UNKNOWN: "Cannot be said"}
    said = words.get(change.direction) or change.direction.capitalize()
    if moved:
        shown = f"{float(moved):+.1f}"
        said += ", by a little" if float(shown) == 0 else f", {minus(shown)}"
    return f"{said}; few answers" if change.small else said


_LEFT = {
    Result.NO_OUTCOME: "without an outcome yet",
    Result.NO_TARGET: "without a target",
    Result.UNREADABLE: "with a level that cannot be read",
}


def _made(steps: int) -> str:
    return f"went down {-steps}" if steps < 0 else f"made {steps}"
