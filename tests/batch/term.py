"""A term to try the batch on: a homework of three quick questions, and an export of Gradescope's that looks real.

`python -m tests.batch.term FOLDER [COUNT]` writes both, with the lists of people that the course systems export.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.settings import PACKAGE

SOLUTIONS = PACKAGE.parent / "solutions"
QUESTIONS = ("1a", "1b", "1c")
WRITTEN = {"1a": 3, "1b": 2, "1c": 0}

# Names with commas, quotes, umlauts, other scripts and directions, apostrophes, one word, and one name twice.
_NAMES = [
    "Ada Lovelace",
    "Grace Hopper",
    "Müller, Jörg",
    'Robert "Bob" O\'Neil',
    "مريم القحطاني",
    "דוד לוי",
    "王小明",
    "Nguyễn Thị Hoa",
    "Søren Kierkegård",
    "Madonna",
    "José María de la Cruz",
    "Anna Schmidt",
    "Anna Schmidt",
    "=cmd|' /C calc'!A0",
    "Žofie Nováková",
    "D'Angelo Smith-Jones, Jr.",
]
# What Gradescope gave for the answers of _wrong, the third of them by a mistake.
_SCORES = [28.0, 24.0, 25.0, 24.0, 22.0, 18.0]

_GIVEN = ["Mia", "Noah", "Lina", "Omar", "Ines", "Karl", "Yuki", "Ravi", "Elif", "Tom", "Sara", "Piotr"]
_FAMILY = ["Becker", "Okafor", "Silva", "Ivanova", "Dubois", "Rossi", "Kowalski", "Haddad", "Larsen", "Tanaka"]


@dataclass(frozen=True)
class Handed:
    """One submission of the export."""

    name: str
    people: tuple[tuple[str, str, str], ...]
    time: str
    before: float | None
    kind: str


def people(count: int) -> list[tuple[str, str, str]]:
    """Name, e-mail and student id of so many students, no two with the same e-mail."""
    names = [*_NAMES]
    number = 0
    while len(names) < count:
        names.append(f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[(number // len(_GIVEN)) % len(_FAMILY)]}")
        number += 1
    found = []
    for place, name in enumerate(names[:count]):
        plain = re.sub(r"[^a-z]+", ".", name.lower()).strip(".") or "student"
        sid = f"{700000 + 37 * place:08}" if place % 9 else ""  # leading zeros; some have none
        found.append((name, f"{plain}.{place}@example.edu", sid))
    return found


def submissions(count: int) -> list[Handed]:
    """So many: every twelfth of two people, some late, some empty or unreadable, some without a score."""
    everybody = iter(people(2 * count))
    found = []
    for place in range(count):
        group = 2 if place % 12 == 5 else 1
        kind = {7: "empty", 13: "no code", 15: "broken zip", 19: "no notebook"}.get(place % 20, "usual")
        hour, day = place % 24, 1 + (place % 10 == 3) + 2 * (place % 10 == 7)  # due on the first, 23:59
        time = f"2026-11-{day:02} {hour:02}:{place % 60:02}:07.123456789 Z"
        members = tuple(next(everybody) for _ in range(group))
        before = None if place % 15 == 4 else 0.0 if kind not in ("usual", "no notebook") else _SCORES[place % 6]
        found.append(Handed(f"submission_{9000 + place}", members, time, before, kind))
    return found


def write_homework(folder: Path) -> Path:
    """A homework of questions 1a, 1b and 1c, whose written answers to 1a and 1b carry points."""
    homework = folder / "solutions"
    shutil.copytree(SOLUTIONS, homework, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    for path in [*(homework / "hidden").glob("test_*.py"), *(homework / "hidden" / "otter").glob("q*.py")]:
        if path.name != "test_toeplitz.py":
            path.unlink()
    text = (homework / "assignment.toml").read_text(encoding="utf-8")
    head, *questions = re.split(r"(?m)^(?=\[questions\.\w+\]$)", text)
    kept = [part for part in questions if part.startswith(tuple(f"[questions.{id}]" for id in QUESTIONS))]
    kept = [
        re.sub(r"(?m)^(points = \d+)$", rf"\1\nwritten = {WRITTEN[id]}", part)
        for id, part in zip(QUESTIONS, kept, strict=True)
    ]
    (homework / "assignment.toml").write_text(head + "".join(kept), encoding="utf-8")
    shutil.copytree(PACKAGE.parent / "assignment", folder / "assignment")
    return homework


def write_export(path: Path, count: int, reference: Path) -> list[Handed]:
    """The zip, with what `reference` holds as the right answer."""
    found = submissions(count)
    source = (reference / "toeplitz.py").read_text(encoding="utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_42_export/submission_metadata.yml", _metadata(found))
        for place, one in enumerate(found):
            for name, content in _files(one, place, source).items():
                archive.writestr(f"assignment_42_export/{one.name}/{name}", content)
    return found


def _files(one: Handed, place: int, source: str) -> dict[str, bytes | str]:
    if one.kind == "empty":
        return {}
    if one.kind == "no code":
        return {"answers.docx": b"PK not a submission"}
    if one.kind == "broken zip":
        return {"work.zip": b"PK\x03\x04 cut off"}
    files: dict[str, bytes | str] = {"toeplitz.py": _wrong(source, place)}
    if one.kind != "no notebook":
        files["CNNPrinciples.ipynb"] = _notebook(place)
    return files


def _wrong(source: str, place: int) -> str:
    """The right answer, or one of five others."""
    slips = {
        1: ('"dense": n * n', '"dense": n * n + 1'),
        2: ('"convolution": k', '"convolution": n'),
        3: ('"dense": n * n', '"dense": 2 * n'),
    }
    text = source + f"\n# {place}\n"
    if slip := slips.get(place % 6):
        assert slip[0] in text
        return text.replace(*slip)
    if place % 6 == 4:
        return (
            text
            + "\n_right = toeplitz_matrix\n\ndef toeplitz_matrix(kernel, n):\n    return _right(kernel.flip(0), n)\n"
        )
    if place % 6 == 5:
        return text + "\ndef locally_connected_matrix(kernels):\n    raise NotImplementedError\n"
    return text


def _notebook(place: int) -> str:
    cells = [nbformat.v4.new_code_cell(f"import toeplitz\nplace = {place}", id="first")]
    for id in QUESTIONS:
        cells.append(nbformat.v4.new_markdown_cell(f"**Question {id}.** Why?", id=f"question-{id}"))
        if (place + ord(id[1])) % 5:
            answer = f'=SUM(A1) weights, {place} of them; "shared", so few.\nA second line.'
            cells.append(nbformat.v4.new_markdown_cell(f"**Answer {id}.** {answer}", id=f"answer-{id}"))
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def _metadata(found: list[Handed]) -> str:
    """As Gradescope writes it: Ruby's symbols for keys, and for those who handed in again a history."""
    lines = []
    for place, one in enumerate(found):
        lines += [f"{one.name}:", "  :submitters:"]
        for name, email, sid in one.people:
            lines += [f"  - :name: {json.dumps(name, ensure_ascii=False)}", f"    :email: {email}"]
            lines += [f"    :sid: '{sid}'"] if sid else ["    :sid: "]
        lines += [f"  :created_at: {one.time}", f"  :score: {'' if one.before is None else one.before}"]
        if place % 4 == 0:
            lines += [
                "  :history:",
                "  - :created_at: 2026-10-30 09:00:00.000000000 Z",
                "    :score: 3.0",
                "    :id: 1",
            ]
        lines.append("  :status: processed")
    return "\n".join(lines) + "\n"


def canvas_gradebook(found: list[Handed]) -> str:
    """As Canvas exports it: a line of points possible, «Last, First», one who left, one who never handed in."""
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Quiz 1 (11)", "Weight Sharing in CNNs (4711)"],
        ["    Points Possible", "", "", "", "", "10", "28"],
    ]
    members = [person for one in found for person in one.people]
    for place, (name, email, sid) in enumerate(members[:-1]):  # the last has left the course
        first, _, last = name.rpartition(" ")
        shown = f"{last}, {first}" if first and "," not in name else name
        login = email.upper() if place % 3 else ""
        rows.append([shown, f"{100 + place}", sid, login, "Section 1", "7", ""])
    rows.append(["Nobody, Nemo", "999", "", "nemo@example.edu", "Section 1", "", ""])
    return _csv(rows)


def moodle_worksheet(found: list[Handed]) -> str:
    """An assignment's grading worksheet, as Moodle exports it."""
    rows = [["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Feedback comments"]]
    members = [person for one in found for person in one.people]
    for place, (name, email, _) in enumerate(members):
        rows.append([f"Participant {5000 + place}", name, email, "Submitted for grading", "", "33.00", ""])
    return _csv(rows)


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def write_term(folder: Path, count: int, reference: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_homework(folder)
    found = write_export(folder / "export.zip", count, reference)
    (folder / "gradebook.csv").write_text(canvas_gradebook(found), encoding="utf-8-sig")
    (folder / "worksheet.csv").write_text(moodle_worksheet(found), encoding="utf-8")


if __name__ == "__main__":
    write_term(Path(sys.argv[1]), int((sys.argv[2:] or ["20"])[0]), PACKAGE.parent / "dist" / "solution")
