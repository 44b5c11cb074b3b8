"""`autograder new`: a small homework that is complete, to start from."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.errors import ReleaseError
from autograder.settings import PACKAGE

STARTER = PACKAGE / "authoring" / "starter" / "solutions"


def write_starter(folder: Path) -> Path:
    """Write `folder`/solutions and return it.

    Raises:
        ReleaseError: something is there already.
    """
    homework = folder / "solutions"
    if homework.exists():
        raise ReleaseError(f"{homework} is there already and stays as it is; name another folder")
    shutil.copytree(STARTER, homework, ignore=shutil.ignore_patterns("__pycache__"))
    return homework
