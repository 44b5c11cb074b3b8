"""What a sandbox holds on the disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import SandboxDied
from autograder.settings import Settings
from autograder.wall import disk, seccomp
from autograder.wall.student import Student
from autograder.wall.template import Template

filtered = pytest.mark.skipif(bool(seccomp.why_unavailable()), reason="needs the filter of system calls")


def test_usage_counts_files_and_folders_below_and_their_blocks(tmp_path: Path) -> None:
    assert disk.usage(tmp_path, 10) == (0, 0)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(bytes(range(256)) * 400)
    with open(tmp_path / "sparse", "wb") as file:
        file.truncate(10**9)
    (tmp_path / "link").symlink_to("/")
    size, count = disk.usage(tmp_path, 10)
    assert count == 5
    assert 102_400 <= size < 10**6


def test_usage_stops_to_count_where_there_are_too_many_or_too_deep(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / str(number)).touch()
    assert disk.usage(tmp_path, 10)[1] == 11
    deep = tmp_path / "deep"
    deep.mkdir()
    here = os.open(deep, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert disk.usage(deep, 1000)[1] == 1001


WRITER = """
import os, time
def write(files, megabytes):
    for number in range(files):
        os.makedirs(f"folder{number % 3}", exist_ok=True)
        with open(f"folder{number % 3}/{number}", "wb") as file:
            for _ in range(megabytes):
                file.write(bytes(range(256)) * 4096)
    time.sleep(0.5)
    return files
def unlink():
    kept = open("file", "w+b")
    kept.write(b"still here")
    os.unlink("file")
    os.remove("file")
    return os.path.exists("file")
def temporary():
    import shutil, tempfile
    with tempfile.TemporaryFile() as file, tempfile.NamedTemporaryFile() as named:
        file.write(b"abc")
        named.write(b"abc")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy2(__file__, folder)
        shutil.move(os.path.join(folder, os.path.basename(__file__)), "moved.py")
    with open("moved.py") as file:
        return "def temporary" in file.read()
"""


def test_the_limit_holds_for_all_files_together_and_says_so(template: Template, settings: Settings) -> None:
    limits = replace(settings.limits, disk_mb=40, files=100)

    def start() -> Student:
        return Student(lambda: template.sandbox({"models.py": WRITER.encode()}, limits, 20))

    within = start()
    assert within.models.write(30, 1) == 30
    within.close()
    with pytest.raises(SandboxDied, match="more than 40 MB"):
        start().models.write(60, 1)
    with pytest.raises(SandboxDied, match="more than 100"):
        start().models.write(200, 0)


@filtered
def test_a_file_keeps_its_name_so_that_it_is_counted(student: Callable[..., Student]) -> None:
    assert student(models=WRITER).models.unlink() is True


@filtered
@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
def test_what_programs_usually_do_with_temporary_files_goes_on(student: Callable[..., Student]) -> None:
    assert student(models=WRITER).models.temporary() is True
