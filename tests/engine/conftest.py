"""The engine's own tests: they use the starter homework, and need neither torch nor the homework of this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.homework import use
from autograder.settings import Settings


@pytest.fixture
def homework(starter: Settings) -> Settings:
    """The starter, in use."""
    use(starter)
    return starter


@pytest.fixture(scope="session")
def root(starter: Settings) -> Path:
    """What lies beside the starter: assignment/, dist/."""
    return starter.folder.parent
