"""The colours and the face of everything that leaves the desk, and how a tone is shown."""

from __future__ import annotations

from sipdesk.export.document import Tone

FACE = "Source Sans Pro"
TEXT = "1B1F23"
MUTED = "57606A"
ACCENT = "0B6670"
LINE = "C9CFD4"
TONES = {Tone.GOOD: "1B6B3A", Tone.NEARLY: "7A4B00", Tone.BAD: "A4262C"}
SHAPES = {Tone.GOOD: "●", Tone.NEARLY: "▲", Tone.BAD: "■"}
WORDS = {Tone.NONE: "", Tone.GOOD: "On track", Tone.NEARLY: "Nearly", Tone.BAD: "Not on track"}
# What charts are drawn with on paper, under the names that the window's palette has for them.
ROLES = {
    "text": TEXT,
    "muted": MUTED,
    "accent": ACCENT,
    "line": "868F98",
    "rule": LINE,
    "chosen": "CFE3E5",
    "base": "FFFFFF",
    "green": TONES[Tone.GOOD],
    "amber": TONES[Tone.NEARLY],
    "red": TONES[Tone.BAD],
}
