"""Other words in the place of a name, fitted into the sentence around it."""

from __future__ import annotations

from sipdesk.models.pupils.naming.atoms import APOSTROPHES, Atom, begins_sentence

_ARTICLES = frozenset(
    "a an the this that our my your his her their its one another each every".split()
)


def fitted(text: str, words: list[Atom], at: int, end: int, became: str) -> tuple[int, str]:
    """Where the name that begins with the word `at` ends, and what is to stand in its place."""
    start = words[at].start
    if begins_sentence(text, start):
        became = became[:1].upper() + became[1:]
    elif at and words[at - 1].folded in _ARTICLES and text[words[at - 1].end : start] == " ":
        became = became.removeprefix("a ").removeprefix("an ")
    after = text[end : end + 3]
    belongs = text[end - 1] in "sS" and after[:1] and after[0] in APOSTROPHES and after[1:2] == " "
    if belongs and after[2:].isalpha() and text[start - 1 : start] not in {*APOSTROPHES, "“", '"'}:
        return end + 1, f"{became}{after[0]}s"  # James’ book
    return end, became
