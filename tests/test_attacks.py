"""Attacks: one small submission each, named for what it tries, graded like any other.

For each: the grader ends within its limits with valid results, the points are what the honest part earned, nothing of
the grader's shows up where the student can see it, and nothing is left behind.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import nbformat
import pytest

from autograder.config import PACKAGE, Settings
from autograder.feedback import write_feedback
from autograder.grade import grade_submission
from autograder.isolation.sandbox import Template
from autograder.outcomes import Grade
from autograder.results import SCHEMA, to_gradescope

ATTACKS = Path(__file__).parent / "attacks"
SECRET = "CANARY-5d1f"
# Pieces of what no student may see: oracles, hidden tests, thresholds, settings, a secret in the environment.
CANARIES = [
    SECRET,
    "CANARY",
    "independent numpy",
    "hidden graders of",
    "margin_sd",
    "what an instructor tunes",
    "heldout.npz",
]


def attacks(kind: str) -> list[Path]:
    return sorted((ATTACKS / kind).glob("*.py"))


@pytest.fixture(scope="module")
def hardened(settings: Settings) -> Settings:
    """The settings that grade, with time limits that keep forty hangs short."""
    limits = replace(settings.limits, test_seconds=2, cell_seconds=2, notebook_seconds=15)
    return replace(settings, limits=limits)


@pytest.fixture(scope="module")
def attacked(settings: Settings) -> Iterator[Template]:
    """A template of a grader that has a secret in its environment."""
    os.environ["SECRET_TOKEN"] = SECRET
    try:
        with Template() as template:
            yield template
    finally:
        os.environ.pop("SECRET_TOKEN", None)


def loses(attack: str) -> set[str]:
    match = re.search(r"loses: (.*)", attack)
    assert match
    return set() if match[1] == "nothing" else set(match[1].split())


def check_contained(grade: Grade, settings: Settings, template: Template, tmp_path: Path) -> None:
    """What holds after any attack: valid results, no canary, nothing left behind."""
    results = to_gradescope(grade, settings)
    jsonschema.validate(results, SCHEMA)
    write_feedback(grade, settings, tmp_path / "feedback.html")
    page = (tmp_path / "feedback.html").read_text(encoding="utf-8")
    for shown in (json.dumps(results), page):
        for canary in CANARIES:
            assert canary.lower() not in shown.lower()
        assert "\x1b" not in shown
    assert "<script" not in page
    assert not grade.failed_to_run
    assert left_behind(template) == []


def left_behind(template: Template) -> list[str]:
    """Processes of its sandboxes' uids, files of theirs where all may write, System V memory and queues."""
    if template._uids is None:
        return []
    uids = template._uids.held
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid in uids:
                found.append(f"process {name}")
        except OSError:
            continue
    for folder in ("/tmp", "/dev/shm", "/var/tmp"):
        found += [path for path in map(str, Path(folder).glob("*")) if os.lstat(path).st_uid in uids]
    for kind in ("shm", "msg", "sem"):
        lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        found += [f"{kind} {line}" for line in lines if any(str(uid) in line.split() for uid in uids)]
    return found


@pytest.mark.parametrize("attack", attacks("files"), ids=lambda path: path.stem)
def test_an_attack_in_a_file_is_contained(
    attack: Path, attacked: Template, hardened: Settings, reference: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "submission"
    folder.mkdir()
    source = attack.read_text(encoding="utf-8").replace("CHECKOUT", str(PACKAGE.parent))
    (folder / "toeplitz.py").write_text(source)
    (folder / "honest.py").write_bytes((reference / "toeplitz.py").read_bytes())
    settings = hardened.only("1a", "1b", "1c")
    began = time.monotonic()
    grade = grade_submission(folder, settings, template=attacked)
    assert time.monotonic() - began < 60
    failed = {outcome.question for outcome in grade.outcomes if outcome.status != "passed"}
    assert failed == loses(source), [outcome for outcome in grade.outcomes if outcome.status != "passed"]
    if flagged := re.search(r"flagged: (.*)", source):
        assert any(flagged[1] in flag for flag in grade.flags), grade.flags
    check_contained(grade, settings, attacked, tmp_path)


@pytest.mark.parametrize("attack", attacks("notebook"), ids=lambda path: path.stem)
def test_an_attack_in_the_notebook_is_contained(
    attack: Path, attacked: Template, hardened: Settings, reference: Path, tmp_path: Path
) -> None:
    """The attack is the notebook's first cell; the honest part after it is question 2c."""
    folder = tmp_path / "submission"
    folder.mkdir()
    for name in hardened.files:
        (folder / name).write_bytes((reference / name).read_bytes())
    source = attack.read_text(encoding="utf-8").replace("CHECKOUT", str(PACKAGE.parent))
    whole = nbformat.read(reference / hardened.notebook, as_version=4)
    from autograder.hidden.otter_runner import section

    book = section(whole, "2c")
    book.cells.insert(0, nbformat.v4.new_code_cell(source))
    nbformat.write(book, folder / hardened.notebook)
    settings = hardened.only("2c")
    grade = grade_submission(folder, settings, template=attacked)
    assert (grade.score == 0) == (loses(source) == {"all"}), grade.notes
    assert grade.score in (0, settings.points)
    check_contained(grade, settings, attacked, tmp_path)


def test_the_memory_of_template_and_sandbox_holds_nothing_of_the_grader(settings: Settings) -> None:
    """Searches all that can be read of both for pieces of hidden tests, oracles, thresholds, labels, environment."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs Linux and root to read another process's memory")
    # Written in two parts, so that this test's own constants are not what it finds.
    needles = [
        (SECRET[:6] + SECRET[6:]).encode(),
        b"Independent NumPy " + b"references for what",
        b"Hidden graders of " + b"toeplitz.py",
        b"Your matrix is the one for the " + b"reversed kernel",
        b'"margin_' + b'sd"',
    ]
    import numpy as np

    with np.load(PACKAGE / "data" / "heldout.npz") as data:
        needles += [data["labels"][:400].tobytes(), data["images"][7].tobytes()[200:500]]
    os.environ["SECRET_TOKEN"] = SECRET
    try:
        with Template() as template:
            sandbox = template.sandbox({"toeplitz.py": b"x = 1"}, settings.limits, 20)
            sandbox.request("import", "toeplitz")
            for pid in (template._process.pid, sandbox._pid):
                memory = read_memory(pid)
                assert len(memory) > 50 * 2**20
                assert [needle for needle in needles if needle in memory] == []
            sandbox.close()
    finally:
        os.environ.pop("SECRET_TOKEN", None)


def read_memory(pid: int) -> bytes:
    """Everything that a process has mapped readable and private."""
    parts = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            place, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            first, last = (int(number, 16) for number in place.split("-"))
            try:
                memory.seek(first)
                parts.append(memory.read(last - first))
            except (OSError, OverflowError, ValueError):
                continue
    return b"".join(parts)
