"""Where submissions come from: folders, exports of Gradescope's, and names of every kind."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from autograder.batch.report import write_report
from autograder.batch.roster import METADATA, Source, read_metadata
from autograder.batch.run import grade_all
from autograder.errors import RosterError, SubmissionError
from autograder.reading.submission import MAX_SOURCE
from autograder.settings import Settings
from tests.batch.workers import read_rows_after


def test_names_that_no_file_system_or_page_likes_keep_their_results_apart(
    solved: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    """No UTF-8, the same but for case, the same but for its spelling in Unicode, a folder and a zip, our own files'."""
    folder = tmp_path / "all"
    names = [b"Andr\xe9", b"report.html", b"Ada", b"ada", "Zo\u00eb".encode(), "Zoe\u0308".encode(), b"work"]
    names += [b"done.sqlite-journal", b"\xe9" * 112, b"\x1b[31mred\n", b"-rf", b"n" * 250]
    for name in names:
        os.makedirs(os.path.join(os.fsencode(folder), name))
        shutil.copy(solved / "windows.py", os.path.join(os.fsencode(folder), name, b"windows.py"))
    with zipfile.ZipFile(folder / "work.zip", "w") as archive:
        archive.write(solved / "windows.py", "windows.py")
    (folder / "late.rar").write_text("no submission that we read")
    out = tmp_path / "out"
    said = io.StringIO()
    summary = grade_all(folder, out, small, scheduler=standing, console=Console(file=said))
    assert (summary.graded, summary.aside) == (len(names) + 1, [])
    assert "late.rar" in said.getvalue()
    rows = read_rows_after(out, small)
    assert [row.total for row in rows] == [6] * (len(names) + 1)
    ids = {unicodedata.normalize("NFC", row.entry.id).casefold() for row in rows}
    assert len(ids) == len(names) + 1 and "report.html" not in ids
    assert "Andr\ufffd" in (out / "report.html").read_text(encoding="utf-8")


def export(path: Path, solved: Path) -> Path:
    """A zip as Gradescope exports it: a group, an empty submission, a formula for a name."""
    metadata = """
submission_1:
  :submitters:
  - :name: =cmd|' /C calc'!A0
    :email: ada@example.edu
    :sid: '0042'
  - :name: Грейс Хоппер
    :email: grace@example.edu
  :created_at: 2026-11-01 12:00:00.000000000 Z
  :score: 3.0
  :results:
    tests:
    - output: |-
        submission_9:

          :score: 9.0
  :history:
  - :created_at: 2026-10-31 12:00:00.000000000 Z
    :score: 1.0
  :status: !ruby/symbol processed
submission_2:
  :submitters:
  - :name: Nobody
    :email: nobody@example.edu
  :score:
"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"assignment_7_export/{METADATA}", metadata)
        archive.write(solved / "windows.py", "assignment_7_export/submission_1/windows.py")
        archive.writestr("assignment_7_export/__MACOSX/submission_1/._windows.py", b"what a Mac adds to a zip")
    return path


def test_gradescopes_export_brings_names_groups_and_earlier_scores(
    solved: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    grade_all(export(tmp_path / "export.zip", solved), out, small, scheduler=standing)
    write_report(out, small)
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Email"] for row in rows] == ["ada@example.edu", "grace@example.edu", "nobody@example.edu"]
    assert rows[0]["Name"] == "'=cmd|' /C calc'!A0" and rows[0]["SID"] == "0042"
    assert rows[0]["Submitted"] == "2026-11-01 12:00:00.000000000 Z" and rows[2]["Submitted"] == ""
    assert [row["Total"] for row in rows] == ["6", "6", "0"]
    written = (out / "written.html").read_text(encoding="utf-8")
    assert "Грейс Хоппер (submission_1)" in written and "Nobody (submission_2)" in written
    assert [row["Before"] for row in rows] == ["3", "3", ""] and rows[0]["Change"] == "3"
    assert grade_all(tmp_path / "export.zip", out, small).before == 2
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    for path in (tmp_path / "unpacked", tmp_path / "unpacked" / "assignment_7_export"):
        with Source(path) as source:
            assert [(entry.id, entry.before) for entry in source.entries] == [
                ("submission_1", 3),
                ("submission_2", None),
            ]


def test_a_folder_of_an_export_is_read_as_if_it_were_unpacked(solved: Path, small: Settings, tmp_path: Path) -> None:
    """Too large, a link, junk, too deep, a path that leads outside: the same submission, or the same refusal."""
    source = (solved / "windows.py").read_bytes()
    link = zipfile.ZipInfo("export/odd/link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    deep = "/".join(["deep"] * 30)
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"export/{METADATA}", "odd:\nlarge:\nbomb:\nmany:\n")
        for name in ("odd", "large", "bomb", "many"):
            archive.writestr(f"export/{name}/work/windows.py", source)
        archive.writestr(link, "/etc/passwd")
        for name in ("__MACOSX/windows.py", f"{deep}/helper.py"):
            archive.writestr(f"export/odd/{name}", b"x = 1\n")
        archive.writestr("export/large/helper.py", bytes(MAX_SOURCE + 1))
        for number in range(4):
            archive.writestr(f"export/bomb/{number}.bin", bytes(20 * 2**20))
        for number in range(300):
            archive.writestr(f"export/many/{number}.txt", b"")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    (tmp_path / "unpacked/export/odd/link.py").unlink()
    (tmp_path / "unpacked/export/odd/link.py").symlink_to("/etc/passwd")

    def read(source: Source, name: str) -> Any:
        entry = next(entry for entry in source.entries if entry.id == name)
        try:
            return source.read(entry, small)
        except SubmissionError as error:
            return str(error)

    with Source(tmp_path / "export.zip") as zipped, Source(tmp_path / "unpacked/export") as unpacked:
        results = {name: read(zipped, name) for name in ("odd", "large", "bomb", "many")}
        assert results == {name: read(unpacked, name) for name in results}
    assert [list(result.files) for result in results.values()] == [["windows.py"]] * 4
    assert "20 MB) was passed over" in str(results["bomb"].notes)


def test_a_folder_that_is_damaged_in_the_export_is_set_aside_and_the_others_go_on(
    solved: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(METADATA, "broken:\nwhole:\n")
        for name in ("broken", "whole"):
            archive.write(solved / "windows.py", f"{name}/windows.py")
    data = (tmp_path / "export.zip").read_bytes()
    place = data.index(b"def window_count")  # of the first; its checksum is wrong then
    (tmp_path / "export.zip").write_bytes(data[:place] + b"DEF" + data[place + 3 :])
    summary = grade_all(tmp_path / "export.zip", tmp_path / "out", small, scheduler=standing)
    assert (summary.graded, summary.aside) == (1, ["broken"])
    flags = {row.entry.id: row.flags for row in read_rows_after(tmp_path / "out", small)}
    assert "cannot be read: BadZipFile" in str(flags["broken"])


def test_what_is_no_batch_is_refused_with_what_to_do(solved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.write(solved / "windows.py", "windows.py")
    for path, words in [
        (tmp_path / "one.zip", "Grade one submission with"),
        (tmp_path / "nothing", "neither a folder"),
    ]:
        with pytest.raises(RosterError, match=words):
            Source(path)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "one.zip").read_bytes()[-60:])
    with pytest.raises(RosterError, match=r"damaged|neither"):
        Source(tmp_path / "cut.zip")
    (tmp_path / "empty").mkdir()
    with pytest.raises(RosterError, match="holds no submission"):
        Source(tmp_path / "empty")
    with pytest.raises(RosterError, match="must be that of one folder"):
        read_metadata(b"../../etc: {}\n")
