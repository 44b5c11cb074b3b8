"""What the tests of a batch share: a class's submissions, and two workers that live on."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.homework import VARIABLE, use
from autograder.settings import Settings
from tests.batch.workers import COUNT, Cluster


@pytest.fixture
def small(starter: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A homework without torch, so that a worker starts and grades in no time; it is found here and by workers."""
    monkeypatch.setenv(VARIABLE, str(starter.folder))
    use(starter)
    return starter


@pytest.fixture(scope="session")
def solved(starter: Settings) -> Path:
    """A folder with the right answer to `small`."""
    return starter.folder.parent / "dist" / "solution"


@pytest.fixture(scope="session")
def submissions(solved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders, a zip, a notebook, an empty one; names in several scripts; right and wrong ones."""
    folder = tmp_path_factory.mktemp("submissions")
    source = (solved / "windows.py").read_text()
    for number in range(COUNT - 4):
        (folder / f"student {number}").mkdir()
        wrong = source.replace("n - width + 1", f"n - width + 1 + {number % 3}")
        (folder / f"student {number}" / "windows.py").write_text(wrong)
    (folder / "Грейс Хоппер").mkdir()
    (folder / "Грейс Хоппер" / "windows.py").write_text(source)
    (folder / "empty").mkdir()
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        archive.writestr("homework/windows.py", source)
    shutil.copy(solved / "Windows.ipynb", folder / "notebook.ipynb")
    (folder / ".hidden").mkdir()
    (folder / "notes.txt").write_text("no submission")
    return folder


@pytest.fixture(scope="session")
def standing(starter: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of two workers' scheduler, for tests of `small` that leave them alive."""
    one = Cluster(tmp_path_factory.mktemp("standing"), starter)
    for _ in range(2):
        one.worker()
    one.wait_for(2)
    yield one.address
    one.close()
