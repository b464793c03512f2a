"""What a pupil says about being on track, beside what the data say.

The lunch conversations of the visit day (handbook, 12:15) against the traffic light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipdesk.models.clock import date_in_words
from sipdesk.models.tracking.ratings import LearningRating, learning_rating
from sipdesk.models.visits import Conversation, YesPartlyNo

_SAID = {YesPartlyNo.NO: 0, YesPartlyNo.PARTLY: 1, YesPartlyNo.YES: 2}
_SHOWN = {"red": 0, "amber": 1, "green": 2}


class Verdict(StrEnum):
    """How voice and data stand to each other; the two that disagree come first."""

    ON_TRACK_BUT_RED = "says on track and is red"
    LOST_BUT_GREEN = "says lost and is green"
    MORE_HOPEFUL = "a shade more hopeful than the data"
    LESS_HOPEFUL = "a shade less hopeful than the data"
    AGREE = "voice and data agree"
    UNKNOWN = "cannot be said"


_BY_DISTANCE = {
    2: Verdict.ON_TRACK_BUT_RED,
    1: Verdict.MORE_HOPEFUL,
    0: Verdict.AGREE,
    -1: Verdict.LESS_HOPEFUL,
    -2: Verdict.LOST_BUT_GREEN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A pupil's traffic light: "red", "amber", "green", or "" and why there is none."""

    light: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """The latest conversation with a pupil, and when it was; both None before the first."""

    pupil_id: str
    on: date | None = None
    said: Conversation | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One pupil's words beside the data. `reason` says why nothing can be said, else "".

    `unsure_of` is what the pupil did not know or knew in part: the level, the target, how to get
    there. `learning` is the pupil's place on the learning scale, where 1 is best.
    """

    pupil_id: str
    talked_on: date | None
    on_track: YesPartlyNo
    light: str
    verdict: Verdict
    reason: str = ""
    unsure_of: tuple[str, ...] = ()
    learning: LearningRating | None = None


def beside_data(talk: Talk, standing: Standing | None) -> Voice:
    """What the pupil says against the light.

    Only the answer to “are you on track?” is compared. The learning scale is about one thing
    learned lately, so it is shown and not reckoned with.
    """
    said = talk.said
    on_track = said.on_track if said else YesPartlyNo.UNASKED
    light = standing.light if standing and standing.light in _SHOWN else ""
    verdict = Verdict.UNKNOWN
    if on_track in _SAID and light:
        verdict = _BY_DISTANCE[_SAID[on_track] - _SHOWN[light]]
    return Voice(
        pupil_id=talk.pupil_id,
        talked_on=talk.on,
        on_track=on_track,
        light=light,
        verdict=verdict,
        reason=_why_unknown(talk, standing) if verdict is Verdict.UNKNOWN else "",
        unsure_of=_unsure_of(said) if said else (),
        learning=_learning(said),
    )


def voices(talks: Iterable[Talk], standings: Mapping[str, Standing]) -> list[Voice]:
    """Every pupil talked of, those where voice and data disagree first."""
    order = list(Verdict)
    found = [beside_data(talk, standings.get(talk.pupil_id)) for talk in talks]
    return sorted(found, key=lambda voice: order.index(voice.verdict))


def counted(rows: Iterable[Voice]) -> dict[Verdict, int]:
    """How many pupils there are of each verdict, none left out."""
    found = Counter(voice.verdict for voice in rows)
    return {verdict: found[verdict] for verdict in Verdict}


def newest(conversations: Iterable[Conversation], days: Mapping[str, date]) -> dict[str, Talk]:
    """Each pupil's latest talk, by the day of its visit; of two on one day the later noted.

    A conversation whose visit is not in `days` does not count.
    """
    found: dict[str, Talk] = {}
    for said in conversations:
        on = days.get(said.visit_id)
        held = found.get(said.pupil_id)
        if on and (held is None or held.on is None or held.on <= on):
            found[said.pupil_id] = Talk(said.pupil_id, on, said)
    return found


def _why_unknown(talk: Talk, standing: Standing | None) -> str:
    reasons: list[str] = []
    if talk.said is None:
        reasons.append("Nobody has talked with this pupil yet.")
    elif talk.said.on_track not in _SAID:
        when = f" on {date_in_words(talk.on)}" if talk.on else ""
        reasons.append(f"The pupil was not asked about being on track{when}.")
    if standing is None or standing.light not in _SHOWN:
        reasons.append((standing.reason if standing else "") or "There is no traffic light.")
    return " ".join(reasons)


def _unsure_of(said: Conversation) -> tuple[str, ...]:
    asked = {
        "the level": said.knows_level,
        "the target": said.knows_target,
        "how to get there": said.knows_how,
    }
    return tuple(w for w, a in asked.items() if a in (YesPartlyNo.NO, YesPartlyNo.PARTLY))


def _learning(said: Conversation | None) -> LearningRating | None:
    """A place off the scale, from a file or an older day, is nothing that can be shown."""
    held = said.learning_scale if said else 0
    return learning_rating(held) if held in {rating.value for rating in LearningRating} else None
