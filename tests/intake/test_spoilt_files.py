"""Files that are spoilt, huge or forged: each is refused or read, and the store stays as it was."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest

from sipdesk.models.errors import UserError
from sipdesk.models.intake import sheet_program
from sipdesk.models.intake.files import read_file, read_source
from sipdesk.models.intake.known import Known
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.performance import preview_performance
from sipdesk.models.intake.previews import PupilPreview
from sipdesk.models.intake.published import Published
from sipdesk.models.intake.pupil_files import preview_pupils
from sipdesk.models.intake.register import preview_register
from sipdesk.models.scales import Scales, load_scales
from sipdesk.models.schools import School
from tests.intake.builders import GROUPED, a_list, a_workbook, upn
from tests.intake.mutations import respoken, spoilt
from tests.intake.test_performance import KS2, KS4
from tests.intake.test_pupil_lists import LONG
from tests.intake.test_register import CODED, ROWS
from tests.intake.test_transfer_files import FLAT, NEW, a_ctf
from tests.reliability import counted, share

ROOT = Path(__file__).resolve().parents[2]
SCHOOL = School("s1", "Kingsmead School", urn="123456", dfe_number="801/2000")
TODAY = date(2009, 11, 12)
SHORT = 60
PARTS = 10  # of a long run, so that two can be gone through at a time
MEMORY = 512 * 1024 * 1024
SECONDS = 10.0


def _known() -> Known:
    return Known(SCHOOL, (), load_scales(), TODAY)


def _pupils(data: bytes, known: Known) -> object:
    # a workbook is read in a program of its own, which is too slow for a million
    return preview_pupils(read_source("x.csv", data), known) if data[:2] != b"PK" else None


def _register(data: bytes, _: Known) -> object:
    return preview_register(Published("x.csv", "d", data), ["123456", "mary"], [SCHOOL], {}, TODAY)


def _performance(data: bytes, _: Known) -> object:
    return preview_performance(Published("2022-23.csv", "d", data), [SCHOOL], [])


FUZZ = "importer fuzz: "
# which importer reads each kind, and how many cases of it make a million together
LONG_RUNS = {
    "wide": ("pupil lists", 500_000),
    "long": ("pupil lists", 500_000),
    "transfer file": ("transfer files", 1_000_000),
    "register": ("register", 1_000_000),
    "key stage 2": ("performance tables", 500_000),
    "key stage 4": ("performance tables", 500_000),
}
IMPORTERS: dict[str, tuple[bytes, Callable[[bytes, Known], object]]] = {
    "wide": (GROUPED.encode(), _pupils),
    "long": (LONG.encode("utf-16"), _pupils),
    "transfer file": (a_ctf(FLAT, NEW).encode(), _pupils),
    "register": ((CODED + ROWS).encode("cp1252"), _register),
    "key stage 2": (KS2.encode(), _performance),
    "key stage 4": (KS4.format(p8="0.1").encode(), _performance),
}


def _spoil(name: str, cases: int, seed: int) -> tuple[int, float]:
    """Read so many spoilt files; gives how many were refused, and the seconds of the slowest."""
    honest, read = IMPORTERS[name]
    known, dice, refused, slowest = _known(), random.Random(seed), 0, 0.0
    for number in range(cases):
        spoil = respoken if name == "transfer file" and number % 2 else spoilt
        data = spoil(honest, dice)
        begun = time.perf_counter()
        try:
            seen = read(data, known)
        except UserError as error:
            refused += bool(error.what)
        except Exception as bug:
            raise AssertionError(f"{name}, case {number} of seed {seed}: {data!r}") from bug
        else:
            if isinstance(seen, PupilPreview):
                _must_make_sense(seen, known.scales)
        slowest = max(slowest, time.perf_counter() - begun)
        assert slowest < SECONDS
    return refused, slowest


def _must_make_sense(seen: PupilPreview, scales: Scales) -> None:
    for one in seen.accepted:
        assert one.name
        for result in one.results:
            assert 1900 < result.year < 2300
            assert 0 <= result.term <= 3
            assert bool(result.value) != bool(result.absent)
            if result.value:
                assert scales.get(result.scale).points(result.value) == result.points


@pytest.mark.parametrize("name", IMPORTERS)
def test_spoilt_files_are_read_or_refused(name):
    assert _spoil(name, SHORT, seed=len(name))[0] < SHORT


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", LONG_RUNS)
def test_a_million_spoilt_files_for_each_importer(name, part):
    importer, full = LONG_RUNS[name]
    cases = share(full // PARTS)
    with counted(FUZZ + importer, cases) as seen:
        _, seen.seconds = _spoil(name, cases, seed=2009 + part)


def _spoilt_workbooks(cases: int) -> float:
    """Gives the seconds of the slowest."""
    honest = a_workbook(["UPN", "Name", "Maths Aut"], [upn(1), "Aneesa Khan", "4b"])
    dice, known, slowest = random.Random(3), _known(), 0.0
    for _ in range(cases):
        data = spoilt(honest, dice)
        begun = time.perf_counter()
        with suppress(UserError):
            preview_pupils(read_source("x.xlsx", data), known)
        slowest = max(slowest, time.perf_counter() - begun)
    return slowest


def test_spoilt_workbooks():
    _spoilt_workbooks(6)


@pytest.mark.soak
def test_many_spoilt_workbooks():
    cases = share(3_000)
    with counted(FUZZ + "workbooks, each in a program of its own", cases) as seen:
        seen.seconds = _spoilt_workbooks(cases)
        assert seen.seconds < SECONDS


@pytest.mark.parametrize(
    "cell", [None, "  x ", 4, 4.0, 0.1 + 0.2, float("nan"), float("inf"), True, 10**400, b"x"]
)
def test_every_kind_of_cell_becomes_text(cell):
    assert isinstance(sheet_program.text_of(cell), str)


# --- how long, and with how much memory: in a program of its own, which may have no more

PROGRAM = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from sipdesk.models.errors import UserError
from sipdesk.models.intake.files import read_file
from sipdesk.models.intake.known import Known
from sipdesk.models.intake.pupil_files import preview_pupils
from sipdesk.models.scales import Scales, load_scales
from sipdesk.models.schools import School
begun = time.perf_counter()
try:
    known = Known(School("s1", "Kingsmead"), (), load_scales(), date(2009, 11, 12))
    seen = preview_pupils(read_file(Path(sys.argv[1])), known)
    said = f"read: {{len(seen.accepted)}} pupils"
except UserError as error:
    said = error.what
seconds = time.perf_counter() - begun
[peak] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([said, seconds, int(peak.split()[1]) / 1024]))
"""
HUGE_ROW = "files that are huge: time and memory"


def _within_bounds(file: Path) -> str:
    with counted(HUGE_ROW, 1) as seen:
        said, seen.seconds, seen.megabytes = _in_a_program(file)
        assert seen.seconds < SECONDS
    return said


def _in_a_program(file: Path) -> tuple[str, float, float]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(memory=MEMORY), str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said, seconds, megabytes = json.loads(done.stdout)
    return str(said), float(seconds), float(megabytes)


def _lines(line: bytes, count: int) -> bytes:
    return line * count


HUGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a line of 100 MB": (partial(_lines, b"x", 100_000_000), "Line 1 is longer"),
    "a line of 100 MB within quotation marks": (
        lambda: b'UPN,Name\nA1,"' + b"x" * 100_000_000,
        "Line 2 is longer",
    ),
    "quotation marks opened and never closed": (
        lambda: b'UPN,Name\nA1,"' + b"abc,def\n" * 5_000_000,
        "never ends",
    ),
    "a million rows": (
        lambda: b"UPN,Name\n" + b"A801200001001,Aneesa Khan\n" * 1_000_000,
        "more than 250,000 rows",
    ),
    "a million columns": (partial(_lines, b",", 1_000_000), "columns"),
    "nothing but NULs": (lambda: bytes(50_000_000), "longer"),
    "blank lines": (partial(_lines, b"\n", 60_000_000), "more than 250,000 rows"),
    "a text of 60 MB in XML": (
        lambda: a_ctf(FLAT.replace("Khan", "x" * 60_000_000)).encode(),
        "far too long",
    ),
    "a million parts in XML": (
        lambda: a_ctf(*islice(cycle(["<Pupil><A/><B/></Pupil>"]), 1_000_000)).encode(),
        "more than 50,000 pupils",
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a program's memory")
@pytest.mark.parametrize("name", HUGE)
@pytest.mark.soak
def test_what_is_huge_is_refused_in_ten_seconds_with_half_a_gigabyte(name, tmp_path):
    made, said = HUGE[name]
    file = tmp_path / "huge.csv"
    file.write_bytes(made())
    assert said in _within_bounds(file)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a program's memory")
def test_a_line_of_a_gigabyte(tmp_path):
    file = tmp_path / "line.csv"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 30)
    assert "larger than 128 MB" in _within_bounds(file)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device here")
def test_what_never_ends_is_no_file():
    with pytest.raises(FileRefused, match="not a file"):
        read_file(Path("/dev/zero"))


@pytest.mark.parametrize("name", ["", "nothing.csv"])
def test_what_is_empty_or_not_there(tmp_path, name):
    (tmp_path / "empty.csv").touch()
    with pytest.raises(FileRefused):
        read_file(tmp_path / (name or "empty.csv"))


def test_the_store_stays_as_it_was(desk, school):
    """Whatever is previewed, and whatever is refused."""
    before, dice = desk.store.fingerprint(), random.Random(5)
    for _ in range(20):
        try:
            desk.intake.pupils(read_source("x.csv", spoilt(a_list().encode(), dice)), school.id)
        except UserError:
            continue
    assert desk.store.fingerprint() == before
    assert desk.undo() == "Add school"
