"""Reading submissions: what students really upload."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
import tracemalloc
import zipfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.grading.otter_lane import written_answers
from autograder.reading import handed_in
from autograder.reading.lazy_json import LazyJson
from autograder.reading.submission import MAX_HELPERS, MAX_NOTEBOOK, read_submission
from autograder.reading.tampering import suspicious_words
from autograder.settings import Settings

# The folder is written anew for every example, so that it may be the same one.
fuzzed = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

FILES = {
    "toeplitz.py": b"t = 1\n",
    "locally_connected.py": b"l = 1\n",
    "equivariance.py": b"e = 1\n",
    "models.py": b"m = 1\n",
    "CNNPrinciples.ipynb": nbformat.writes(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1", id="a")])
    ).encode(),
}


def folder(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def zipped(path: Path, files: dict[str, bytes], mode: int = 0o644) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def test_a_folder_and_a_zip_of_it_are_the_same_submission(tmp_path: Path, settings: Settings) -> None:
    one = read_submission(folder(tmp_path / "folder", FILES), settings)
    two = read_submission(zipped(tmp_path / "upload.zip", FILES), settings)
    assert one == two
    assert one.notes == () and one.notebook is not None and set(one.files) == set(settings.files)


def test_a_folder_that_holds_one_zip_alone_is_read_as_that_zip(tmp_path: Path, settings: Settings) -> None:
    """As some platforms hand an upload on; one level of it, and never a choice between two."""
    upload = zipped(tmp_path / "upload.zip", FILES).read_bytes()
    one = read_submission(folder(tmp_path / "one", {"Homework.zip": upload, "readme.txt": b""}), settings)
    assert one.files == read_submission(tmp_path / "upload.zip", settings).files
    assert "found in 'Homework.zip'" in " ".join(one.notes)
    twice = zipped(tmp_path / "twice.zip", {"once.zip": zipped(tmp_path / "once.zip", {"a.zip": upload}).read_bytes()})
    for path in (folder(tmp_path / "two", {"a.zip": upload, "b.zip": upload}), twice):
        with pytest.raises(SubmissionError, match=r"No \.py file and no notebook"):
            read_submission(path, settings)


def test_a_helper_whose_name_no_file_system_takes_is_left_out(tmp_path: Path, settings: Settings) -> None:
    files = {**FILES, "helper.py": b"", "h" * 300 + ".py": b"", "ы" * 150 + ".py": b""}
    submission = read_submission(zipped(tmp_path / "upload.zip", files), settings)
    assert set(submission.files) == {*settings.files, "helper.py"}


def test_a_notebook_alone_names_every_missing_file(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "CNNPrinciples.ipynb"
    path.write_bytes(FILES["CNNPrinciples.ipynb"])
    submission = read_submission(path, settings)
    assert submission.notebook is not None and submission.files == {}
    assert [note.split()[0] for note in submission.notes] == list(settings.files)


@pytest.mark.parametrize("prefix", ["hw4/", "a/b/My Homework/"])
def test_a_nested_folder_is_found_and_junk_is_passed_over(tmp_path: Path, settings: Settings, prefix: str) -> None:
    junk = {"__MACOSX/hw4/._toeplitz.py": b"\0", ".DS_Store": b"\0", f"{prefix}__pycache__/toeplitz.py": b"old"}
    files = {prefix + name: content for name, content in FILES.items()}
    submission = read_submission(zipped(tmp_path / "u.zip", {**junk, **files}), settings)
    assert submission.files["toeplitz.py"] == FILES["toeplitz.py"] and submission.notebook is not None
    assert "folder" in submission.notes[0]


@pytest.mark.parametrize(
    "name",
    ["toeplitz (1).py", "Toeplitz.py", "toeplitz-2.py", "toeplitz_final.py", "toeplitz copy.py", "toeplitz (copy).py"],
)
def test_a_copys_name_is_understood_and_said(tmp_path: Path, settings: Settings, name: str) -> None:
    files = {(name if key == "toeplitz.py" else key): content for key, content in FILES.items()}
    submission = read_submission(folder(tmp_path, files), settings)
    assert submission.files["toeplitz.py"] == FILES["toeplitz.py"]
    assert len(submission.notes) == 1 and name in submission.notes[0]


def test_two_files_that_could_be_meant_are_not_guessed_between(tmp_path: Path, settings: Settings) -> None:
    files = {key: content for key, content in FILES.items() if key != "models.py"}
    submission = read_submission(folder(tmp_path, {**files, "models (1).py": b"", "models (2).py": b""}), settings)
    assert "models.py" not in submission.files and "models (2).py" in submission.notes[0]


@pytest.mark.parametrize("name", ["toeplitz (Kopie) ü.py", "Toeplitz_Müller.py", "toeplitz.py.txt"])
def test_where_a_file_is_missing_one_that_may_be_meant_is_named(tmp_path: Path, settings: Settings, name: str) -> None:
    files = {(name if key == "toeplitz.py" else key): content for key, content in FILES.items()}
    submission = read_submission(folder(tmp_path, files), settings)
    assert submission.missing == ("toeplitz.py",)
    assert [note for note in submission.notes if "toeplitz.py is missing" in note and f"Is '{name}' meant?" in note]


def test_a_right_name_beats_a_copy(tmp_path: Path, settings: Settings) -> None:
    submission = read_submission(folder(tmp_path, {**FILES, "models (1).py": b"old"}), settings)
    assert submission.files["models.py"] == FILES["models.py"]
    assert len(submission.notes) == 1 and "and 'models (1).py' beside it was not" in submission.notes[0]


def test_a_renamed_notebook_is_taken_if_it_is_the_only_one(tmp_path: Path, settings: Settings) -> None:
    files = {("homework.ipynb" if key.endswith("ipynb") else key): content for key, content in FILES.items()}
    assert read_submission(folder(tmp_path, files), settings).notebook is not None


def test_added_modules_come_along_and_support_files_do_not(tmp_path: Path, settings: Settings) -> None:
    added = {
        "my_helpers.py": b"h = 1",
        "lab.py": b"hacked = 1",
        "otter.py": b"",
        "tests/q1a.py": b"",
        "data/models.py": b"",
    }
    submission = read_submission(folder(tmp_path, {**FILES, **added}), settings)
    assert set(submission.files) == {*settings.files, "my_helpers.py"}


def test_a_data_set_that_came_along_costs_nothing(tmp_path: Path, settings: Settings) -> None:
    data = {f"data/FashionMNIST/raw/{i}": bytes(20 * 2**20) for i in range(4)}
    read = read_submission(zipped(tmp_path / "one.zip", {**FILES, **data}), settings)
    assert read == read_submission(zipped(tmp_path / "other.zip", FILES), settings)


@pytest.mark.parametrize("content", [b"\x00\xff not json", b'{"cells": 3}', b"[]", b"", b"[" * 10**6])
def test_a_broken_notebook_is_named_and_the_files_still_count(
    tmp_path: Path, settings: Settings, content: bytes
) -> None:
    submission = read_submission(folder(tmp_path, {**FILES, "CNNPrinciples.ipynb": content}), settings)
    assert submission.notebook is None and len(submission.files) == 4
    assert "is not a notebook that can be read" in submission.notes[0]


NARROW = b'{"cell_type": "code", "source": "x = 1", "outputs": [%s]}'


@pytest.mark.parametrize(
    "content",
    [
        b'{"nbformat": 4, "cells": [%s]}' % (NARROW % ('"\U0001f600' + "A" * 40 * 2**20 + '"').encode()),
        b'{"nbformat": 4, "cells": [%s]}' % (NARROW % (b'{"a":1},' * 450_000 + b"1")),
        b'{"nbformat": 3, "worksheets": [{"cells": [%s]}]}' % (NARROW % (b'{"a":1},' * 450_000 + b"1")),
        b'{"nbformat": 4, "metadata": {"a": [%s1]}, "cells": [%s]}' % (b"1.5," * 10 * 2**20, NARROW % b""),
    ],
    ids=["one wide character", "many objects", "an old format", "many numbers"],
)
def test_what_is_skipped_in_a_notebook_takes_no_memory_but_its_bytes(
    tmp_path: Path, settings: Settings, content: bytes
) -> None:
    root = folder(tmp_path, {**FILES, "CNNPrinciples.ipynb": content})
    read_submission(root, settings)  # so that nothing is imported below
    tracemalloc.start()
    try:
        notebook = read_submission(root, settings).notebook
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert notebook is not None and notebook.cells[0].source == "x = 1"
    assert peak < 2 * len(content) + MAX_NOTEBOOK + 2**20  # a buffer of that size is asked for


def test_a_cell_that_cannot_be_read_costs_itself_alone(tmp_path: Path, settings: Settings) -> None:
    nested, large, right = "[" * 10**5 + "]" * 10**5, json.dumps("x" * 10**7), '"right"'
    cells = ", ".join(f'{{"source": {source}, "cell_type": "raw"}}' for source in (nested, large, right, "[1]", "7"))
    content = f'{{"cells": [7, {cells}], "nbformat": 4}}'.encode()
    read = read_submission(folder(tmp_path, {**FILES, "CNNPrinciples.ipynb": content}), settings)
    assert read.notebook is not None and [cell.source for cell in read.notebook.cells] == ["right"]
    assert len(read.notes) == 1 and read.notes[0].startswith("5 cells of CNNPrinciples.ipynb were not read")


def test_the_hash_is_of_what_is_graded_alone(tmp_path: Path, settings: Settings) -> None:
    def sha256(source: str, output: str, more: dict[str, bytes]) -> str:
        outputs = [nbformat.v4.new_output("stream", text=output)]
        cell = nbformat.v4.new_code_cell(source, id="a", outputs=outputs)
        content = nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()
        upload = zipped(tmp_path / "u.zip", {**FILES, "CNNPrinciples.ipynb": content, **more})
        return read_submission(upload, settings).sha256

    first = sha256("x = 1", "one", {})
    assert first == sha256("x = 1", "other", {"notes.txt": b"n"})
    assert len({first, sha256("x = 2", "one", {}), sha256("x = 1", "one", {"a.py": b""})}) == 3


def test_what_was_not_handed_in_is_told_from_what_was_not_read(tmp_path: Path, settings: Settings) -> None:
    files = {"models (1).py": b"", "models (2).py": b"", "Toeplitz.py": b"", "equivariance.py": bytes(2**21)}
    read = read_submission(folder(tmp_path, files), settings)
    assert list(read.files) == ["toeplitz.py"] and read.missing == ("locally_connected.py",)


@pytest.mark.parametrize("encoding", ["punycode", "rot13", "zlib_codec", "undefined", "idna"])
def test_no_encoding_that_a_file_declares_is_tried_here(tmp_path: Path, settings: Settings, encoding: str) -> None:
    """Python's punycode takes minutes for a megabyte, and rot13 and zlib_codec make no text of bytes."""
    odd = f"# coding: {encoding}\n".encode() + b"a" * 900_000 + b"-" + b"b" * 100_000
    for path in both(tmp_path, {**FILES, "models.py": odd}):
        assert read_submission(path, settings).files["toeplitz.py"] == FILES["toeplitz.py"]


def test_nbformat_3_is_converted_and_said(tmp_path: Path, settings: Settings) -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 2, "source": ["Part ", "two"], "metadata": {}},
                    {"cell_type": "code", "input": "x = 1", "outputs": [], "language": "python", "metadata": {}},
                ],
                "metadata": {},
            }
        ],
    }
    files = {**FILES, "CNNPrinciples.ipynb": json.dumps(old).encode()}
    submission = read_submission(folder(tmp_path, files), settings)
    assert submission.notebook is not None
    assert [cell.source for cell in submission.notebook.cells] == ["## Part two", "x = 1"]
    assert "nbformat 3" in submission.notes[0]


@pytest.mark.parametrize(
    "name", ["../toeplitz.py", "/etc/toeplitz.py", "a/../../toeplitz.py", "..\\toeplitz.py", "C:\\toeplitz.py"]
)
def test_a_zip_that_reaches_outside_itself_is_refused(tmp_path: Path, settings: Settings, name: str) -> None:
    with pytest.raises(SubmissionError, match="outside"):
        read_submission(zipped(tmp_path / "u.zip", {**FILES, name: b""}), settings)


def test_a_link_in_a_zip_is_refused(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(SubmissionError, match="link"):
        read_submission(zipped(tmp_path / "u.zip", {"toeplitz.py": b"/etc/passwd"}, stat.S_IFLNK | 0o777), settings)


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path, settings: Settings) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"canary")
    root = folder(tmp_path / "folder", {key: content for key, content in FILES.items() if key != "models.py"})
    os.symlink(secret, root / "models.py")
    submission = read_submission(root, settings)
    assert b"canary" not in b"".join(submission.files.values()) and "models.py" in submission.notes[0]


def test_folders_nested_without_measure_are_passed_over(tmp_path: Path, settings: Settings) -> None:
    """Deeper than Python can follow; made and removed from inside, for no path is that long."""
    (tmp_path / "models.py").write_text("x = 1")
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1500):
            os.mkdir("d")
            os.chdir("d")
        assert set(read_submission(tmp_path, settings).files) == {"models.py"}
        for _ in range(1500):
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.chdir(here)


def test_too_many_files_are_refused(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_in, "MAX_NAMES", 200)
    files = {**FILES, **{f"{number}.txt": b"" for number in range(200)}}
    for path in (folder(tmp_path / "folder", files), zipped(tmp_path / "count.zip", files)):
        with pytest.raises(SubmissionError, match="more than 200 files"):
            read_submission(path, settings)


def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path, settings: Settings) -> None:
    root = folder(tmp_path / "folder", FILES)
    os.mkfifo(root / "more.py")
    assert "more.py" not in read_submission(root, settings).files


def both(tmp_path: Path, files: dict[str, bytes]) -> list[Path]:
    return [folder(tmp_path / "folder", files), zipped(tmp_path / "upload.zip", files)]


def test_what_is_not_needed_is_passed_over_and_named(tmp_path: Path, settings: Settings) -> None:
    large = {"archive.tar": bytes(30 * 2**20), "bomb.py": bytes(40 * 2**20), "a/b/photo.png": bytes(9 * 2**20)}
    for path in both(tmp_path, {**FILES, **large}):
        read = read_submission(path, settings)
        assert set(read.files) == set(settings.files) and read.notebook is not None
        said = " ".join(read.notes)
        assert "'archive.tar' (30 MB) was passed over" in said and "photo.png' (9 MB)" in said
        assert "1 .py files beside the homework's were left out" in said


def test_the_outputs_of_a_notebook_of_forty_megabytes_cost_nothing(tmp_path: Path, settings: Settings) -> None:
    picture = nbformat.v4.new_output("display_data", {"image/png": "A" * 40 * 2**20})
    cell = nbformat.v4.new_code_cell("x = 1", id="a", outputs=[picture], metadata={"tags": ["b"]})
    content = nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()
    for path in both(tmp_path, {**FILES, "CNNPrinciples.ipynb": content}):
        notebook = read_submission(path, settings).notebook
        assert notebook is not None and notebook.cells[0].outputs == [] and notebook.cells[0].source == "x = 1"


def test_a_file_that_is_too_large_is_named_and_the_others_count(tmp_path: Path, settings: Settings) -> None:
    large = {"models.py": bytes(2**20 + 1), "CNNPrinciples.ipynb": b" " * (MAX_NOTEBOOK + 1)}
    for path in both(tmp_path, {**FILES, **large}):
        read = read_submission(path, settings)
        assert set(read.files) == set(settings.files) - {"models.py"} and read.notebook is None
        assert "models.py is larger than 1 MB" in read.notes[0] and "larger than 50 MB" in read.notes[1]


@pytest.mark.parametrize("name", ["CNNPrinciples.ipynb.json", "CNNPrinciples.ipynb.txt", "CNNPrinciples (1).ipynb.txt"])
def test_a_notebook_as_browsers_save_it_is_taken(tmp_path: Path, settings: Settings, name: str) -> None:
    files = {(name if key.endswith("ipynb") else key): content for key, content in FILES.items()}
    for path in both(tmp_path, files):
        read = read_submission(path, settings)
        assert read.notebook is not None and name in read.notes[0]


@pytest.mark.parametrize("name", ["CNNPrinciples.html", "CNNPrinciples.pdf", "CNNPrinciples.py"])
def test_an_export_is_said_to_be_none(tmp_path: Path, settings: Settings, name: str) -> None:
    files = {key: content for key, content in FILES.items() if not key.endswith("ipynb")}
    read = read_submission(folder(tmp_path, {**files, name: b"x = 1"}), settings)
    assert read.notebook is None and f"'{name}' is an export and not the notebook" in read.notes[0]


def test_folders_of_the_students_own_come_along(tmp_path: Path, settings: Settings) -> None:
    own = {"helpers/__init__.py": b"", "helpers/checks.py": b"same = 1", "more/deep/er/one.py": b"", "a-b/c.py": b""}
    support = {"tests/q.py": b"", "data/x.py": b"", "helpers/__pycache__/x.py": b""}
    for path in both(tmp_path, {**FILES, **own, **support}):
        read = read_submission(path, settings)
        assert set(read.files) == {*settings.files, "helpers/__init__.py", "helpers/checks.py", "more/deep/er/one.py"}
    for path in both(tmp_path / "two", {f"hw/{name}": content for name, content in {**FILES, **own}.items()}):
        assert "helpers/checks.py" in read_submission(path, settings).files


def test_a_helper_with_the_name_of_a_library_is_left_out_and_named_once(tmp_path: Path, settings: Settings) -> None:
    libraries = {"random.py": b"", "torch/x.py": b"", "torch/y.py": b"", "matplotlib_inline.py": b""}
    for path in both(tmp_path, {**FILES, **libraries, "randomly.py": b""}):
        read = read_submission(path, settings)
        assert set(read.files) == {*settings.files, "randomly.py"}
        assert [note.split(" is the name")[0] for note in read.notes] == [
            "'matplotlib_inline.py' was left out: matplotlib_inline",
            "'random.py' was left out: random",
            "'torch/x.py' was left out: torch",
        ]


def test_helpers_and_what_is_said_of_them_are_bounded(tmp_path: Path, settings: Settings) -> None:
    words = b"import ctypes, socket, pickle\nos._exit(0)\nos.fork()\n"
    files = {**FILES, **{f"helper{number}.py": words for number in range(1900)}}
    read = read_submission(zipped(tmp_path / "u.zip", files), settings)
    assert len(read.files) == 4 + MAX_HELPERS and "1850 .py files" in read.notes[-1]
    assert len(suspicious_words(read)) <= 21


def test_utf_16_is_read_and_other_encodings_are_named(tmp_path: Path, settings: Settings) -> None:
    files = {
        **FILES,
        "models.py": "größe = 1".encode("utf-16"),
        "toeplitz.py": "größe = 1".encode("latin-1"),
        "equivariance.py": b"# -*- coding: latin-1 -*-\n" + "größe = 1".encode("latin-1"),
        "CNNPrinciples.ipynb": FILES["CNNPrinciples.ipynb"].decode().encode("utf-16"),
    }
    read = read_submission(folder(tmp_path, files), settings)
    assert read.files["models.py"].decode() == "größe = 1" and read.notebook is not None
    assert len(read.notes) == 1 and read.notes[0].startswith("toeplitz.py is not UTF-8")


def test_half_a_character_in_a_cell_is_replaced(tmp_path: Path, settings: Settings) -> None:
    content = FILES["CNNPrinciples.ipynb"].replace(b"x = 1", b"x = '\\ud800'")
    notebook = read_submission(folder(tmp_path, {**FILES, "CNNPrinciples.ipynb": content}), settings).notebook
    assert notebook is not None and notebook.cells[0].source == "x = '\ufffd'"


@pytest.mark.parametrize("name", ["1" * 200 + "x.txt", "copy " * 40 + ".py", "(1)" * 80 + "!.py", "1" * 60_000 + ".py"])
def test_no_name_takes_long_to_understand(tmp_path: Path, settings: Settings, name: str) -> None:
    read_submission(zipped(tmp_path / "u.zip", {**FILES, name: b""}), settings)


@pytest.mark.parametrize(
    "content",
    [
        b"[" + b"{}," * 4_000_000 + b"{}]",
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [' + b"{}," * 5000 + b"{}]}",
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "' + b"\\n" * 5_000_000 + b'"}]}',
        b'{"nbformat": 4, "cells": ' + b"[" * 100_000,
    ],
)
def test_a_notebook_made_to_swell_is_read_in_part_or_refused(
    tmp_path: Path, settings: Settings, content: bytes
) -> None:
    read = read_submission(zipped(tmp_path / "u.zip", {**FILES, "CNNPrinciples.ipynb": content}), settings)
    assert len(read.files) == 4 and len(read.notes) == 1
    assert read.notebook is None or len(read.notebook.cells) == 0


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_whose_files_could_swell_beyond_measure_is_refused(
    tmp_path: Path, settings: Settings, method: int
) -> None:
    """zipfile reads a piece of these whole, however large it becomes: gigabytes, of a kilobyte of zeros."""
    with zipfile.ZipFile(tmp_path / "u.zip", "w", method) as archive:
        archive.writestr("models.py", bytes(2**20))
    with pytest.raises(SubmissionError, match="compressed in an unusual way"):
        read_submission(tmp_path / "u.zip", settings)


def test_a_zip_of_a_million_names_is_refused_before_they_are_read(tmp_path: Path, settings: Settings) -> None:
    small = zipped(tmp_path / "small.zip", {"a": b""}).read_bytes()
    start, end = small.index(b"PK\1\2"), small.rindex(b"PK\5\6")
    names = small[start:end] * 10**6
    tail = small[end : end + 12] + len(names).to_bytes(4, "little") + small[end + 16 :]
    (tmp_path / "many.zip").write_bytes(small[:start] + names + tail)
    tracemalloc.start()
    try:
        with pytest.raises(SubmissionError, match="more than 20000 files"):
            read_submission(tmp_path / "many.zip", settings)
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


def test_a_folder_named_like_a_file_of_the_homework_does_not_take_its_place(tmp_path: Path, settings: Settings) -> None:
    files = {**FILES, "lab/__init__.py": b"x = 1", "toeplitz/inner.py": b"x = 1", "mine/lab.py": b"x = 1"}
    assert set(read_submission(folder(tmp_path, files), settings).files) == {*settings.files, "mine/lab.py"}


def test_damaged_and_protected_zips_are_refused(tmp_path: Path, settings: Settings) -> None:
    whole = zipped(tmp_path / "whole.zip", FILES).read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SubmissionError, match="not a readable zip file"):
        read_submission(cut, settings)
    # Of an entry that was encrypted, bit 0 of the flags is set, in its own header and in the directory.
    protected = bytearray(whole)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        protected[protected.index(mark) + flags] |= 1
    (tmp_path / "protected.zip").write_bytes(protected)
    with pytest.raises(SubmissionError, match="protected by a password"):
        read_submission(tmp_path / "protected.zip", settings)


@pytest.mark.parametrize("place", range(0, 400, 23))
def test_a_zip_with_one_byte_turned_is_read_or_refused_in_words(tmp_path: Path, settings: Settings, place: int) -> None:
    turned = bytearray(zipped(tmp_path / "whole.zip", FILES).read_bytes())
    turned[place % len(turned)] ^= 0xFF
    (tmp_path / "turned.zip").write_bytes(turned)
    with contextlib.suppress(SubmissionError):  # and nothing else
        read = read_submission(tmp_path / "turned.zip", settings)
        assert read.files or read.notebook is not None or read.missing


@pytest.mark.parametrize("name", ["essay.pdf", "toeplitz.py", "empty"])
def test_what_is_no_submission_says_what_to_hand_in(tmp_path: Path, settings: Settings, name: str) -> None:
    path = tmp_path / name
    if name == "empty":
        path.mkdir()
    else:
        path.write_bytes(b"x = 1")
    with pytest.raises(SubmissionError, match=r"CNNPrinciples\.ipynb"):
        read_submission(path, settings)


def test_an_empty_zip_is_refused(tmp_path: Path, settings: Settings) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    (tmp_path / "empty.zip").write_bytes(buffer.getvalue())
    with pytest.raises(SubmissionError, match=r"toeplitz\.py"):
        read_submission(tmp_path / "empty.zip", settings)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
cells = st.lists(
    st.fixed_dictionaries(
        {},
        optional={"cell_type": json_values, "source": json_values, "outputs": json_values, "metadata": json_values},
    )
    | json_values,
    max_size=3,
)
notebooks = st.fixed_dictionaries(
    {},
    optional={
        "nbformat": st.integers(-1, 6) | json_values,
        "nbformat_minor": json_values,
        "cells": cells | json_values,
    },
)


@given(json_values, st.sampled_from([None, 1]), st.booleans())
def test_lazy_json_reads_what_json_reads(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps({"first": value, "skipped": [value], "last": value}, indent=indent, ensure_ascii=ascii_only)
    reader = LazyJson(text.encode("utf-8", "surrogatepass"))
    read = {key: reader.value(len(text) * 4) for key in reader.members() if key != b"skipped"}
    reader.end()
    wanted = json.loads(json.dumps(value), parse_int=float, object_pairs_hook=lambda _: None)
    assert read == {b"first": wanted, b"last": wanted}


@given(notebooks | json_values)
@fuzzed
def test_any_json_is_a_notebook_or_a_note(tmp_path: Path, settings: Settings, value: object) -> None:
    submission = read_submission(
        folder(tmp_path, {**FILES, "CNNPrinciples.ipynb": json.dumps(value).encode()}), settings
    )
    assert len(submission.files) == 4
    if submission.notebook is None:
        assert submission.notes
    else:
        assert all(isinstance(cell.source, str) for cell in submission.notebook.cells)
        written_answers(submission.notebook, settings)


@given(st.binary(max_size=300), st.integers(0, 5000), st.integers(0, 255))
@fuzzed
def test_any_damage_to_a_zip_is_read_or_refused(
    tmp_path: Path, settings: Settings, tail: bytes, place: int, value: int
) -> None:
    data = bytearray(zipped(tmp_path / "whole.zip", FILES).read_bytes())
    data[place % len(data)] = value
    (tmp_path / "damaged.zip").write_bytes(data + tail)
    with contextlib.suppress(SubmissionError):
        read_submission(tmp_path / "damaged.zip", settings)
