"""On which scales the values of a column can be, and which of these its key stage uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sipdesk.models.scales import Scales

_ENOUGH = 0.6  # of the values have to be on a scale
LEAST = 0.3  # of them where the heading leaves no doubt


def fitting_scales(
    values: Sequence[str], scales: Scales, enough: float = _ENOUGH
) -> tuple[str, ...]:
    """The scales that most of the values are on, the likeliest first."""
    filled = [value for value in values if value]
    fitting: list[str] = []
    for scale in scales.guess(filled):
        readings = [scale.read(value) for value in filled]
        read = sum(reading.points is not None for reading in readings)
        if read >= enough * sum(not reading.absent for reading in readings):
            fitting.append(scale.key)
    return tuple(fitting)


def serving(fitting: Sequence[str], key_stage: int, scales: Scales) -> tuple[str, ...]:
    """Those of the scales that the key stage uses: a 4 of key stage 2 is no GCSE grade.

    A scale that names no key stages is for all of them.
    """
    return tuple(
        key for key in fitting if key_stage in (scales.get(key).key_stages or (key_stage,))
    )


def key_stage_of(said: int, stage: int) -> int:
    """The key stage a heading says, or that of a primary year group; else 0.

    An older year group tells nothing: many schools grade as at GCSE from Year 7 on.
    """
    if said or not 1 <= stage <= 6:
        return said
    return 1 if stage <= 2 else 2


@dataclass(frozen=True, slots=True)
class Fitted:
    """The scales that results of a key stage can be on, those that it uses first.

    `sure` where the heading leaves no other; `serves` where the likeliest is one of its own; `kept`
    is the scale from before where that is one of them, else "".
    """

    scales: tuple[str, ...]
    likeliest: str
    sure: bool
    serves: bool
    kept: str


def fit(before: str, hint: str, fitting: Sequence[str], key_stage: int, scales: Scales) -> Fitted:
    """Which of the `fitting` scales it is; `hint` is the one that the heading names."""
    own = serving(fitting, key_stage, scales)
    if not own:
        return Fitted(tuple(fitting), before, sure=False, serves=False, kept=before)
    return Fitted(
        scales=tuple(dict.fromkeys((*own, *fitting))),
        likeliest=hint if hint in own else own[0],
        sure=hint in own or len(own) == 1,
        serves=True,
        kept=before if before in own else "",
    )
