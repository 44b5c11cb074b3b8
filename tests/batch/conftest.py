"""What the tests of a batch share: a class's submissions, and two workers that live on."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.settings import Settings
from tests.batch.workers import COUNT, Cluster


@pytest.fixture(scope="session")
def small(settings: Settings) -> Settings:
    """One question of the homework: a grading takes well under a second."""
    return settings.only("1b")


@pytest.fixture(scope="session")
def submissions(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders, a zip, a notebook, an empty one; names in several scripts; right and wrong ones."""
    folder = tmp_path_factory.mktemp("submissions")
    source = (reference / "toeplitz.py").read_text()
    for number in range(COUNT - 4):
        (folder / f"student {number}").mkdir()
        wrong = source.replace('"dense": n * n', f'"dense": n * n + {number % 3}')
        (folder / f"student {number}" / "toeplitz.py").write_text(wrong)
    (folder / "Грейс Хоппер").mkdir()
    (folder / "Грейс Хоппер" / "toeplitz.py").write_text(source)
    (folder / "empty").mkdir()
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        archive.writestr("homework/toeplitz.py", source)
    shutil.copy(reference / "CNNPrinciples.ipynb", folder / "notebook.ipynb")
    (folder / ".hidden").mkdir()
    (folder / "notes.txt").write_text("no submission")
    return folder


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of two workers' scheduler, for tests that leave them alive."""
    one = Cluster(tmp_path_factory.mktemp("standing"))
    for _ in range(2):
        one.worker()
    one.wait_for(2)
    yield one.address
    one.close()
