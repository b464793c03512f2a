"""Full text over 50,000 notes, against nothing but FTS5 in a file that is not encrypted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2 as sqlcipher

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.search import match
from tests.bench.lines import Line, percentile, ratio, share
from tests.bench.pairs import pairs_of, timed
from tests.bench.places import NOTES, NOW, PASSPHRASE, many_notes, texts

ASKED = (  # common and rare words, one and several, the last as far as it is typed
    "wri", "teacher pup", "head of english", "progress gap", "moderationless", "frac",
    "planning su", "governor challenge", "feedbackness quo", "term year partner",
)  # fmt: skip
BARE = """
    SELECT rowid, title, snippet(f, -1, '', '', '…', 14) FROM f
    WHERE f MATCH ? ORDER BY rank LIMIT 20
"""


def searching(count: int) -> Iterator[Line]:
    """The middle of all questions in each pair."""
    with TemporaryDirectory() as folder:
        desk = Desk.open(many_notes(Path(folder)), PASSPHRASE, clock=FixedClock(NOW))
        bare = _bare(Path(folder, "bare.db"))

        def ours() -> list[float]:
            return [timed(lambda words=words: desk.search.find(words)) for words in ASKED]

        def theirs() -> list[float]:
            return [
                timed(lambda words=words: bare.execute(BARE, [match(words)]).fetchall())
                for words in ASKED
            ]

        pairs = pairs_of(ours, theirs, count)
        middles = [(_p50(a), _p50(b)) for a, b in pairs]
        yield ratio(f"search over {NOTES:,} notes: p50 of {len(ASKED)} questions", "1.3", middles)
        every = [1000 * one for a, _ in pairs for one in a]
        yield share("search: p95", "", every, 0.95, "questions")
        desk.close()


def _p50(times: list[float]) -> float:
    return percentile(sorted(times), 0.5)


def _bare(path: Path) -> sqlcipher.Connection:
    db = sqlcipher.connect(str(path))
    db.execute(
        "CREATE VIRTUAL TABLE f USING fts5"
        " (title, body, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
    )
    db.executemany("INSERT INTO f (title, body) VALUES (?, '')", [[t] for t in texts(NOTES)])
    db.commit()
    return db
