"""The engine's own tests: they use the starter homework, and need neither torch nor the homework of this repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.authoring.new import write_starter
from autograder.authoring.release import build
from autograder.homework import use
from autograder.settings import Settings, load_settings
from autograder.wall.template import Template


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The starter homework, in a folder of its own, with all that a release generates beside it."""
    folder = tmp_path_factory.mktemp("starter")
    settings = load_settings(write_starter(folder))
    built = tmp_path_factory.mktemp("built")
    build(settings, built)
    (built / "solutions" / "hidden" / "otter").rename(settings.folder / "hidden" / "otter")
    for part in ("assignment", "dist"):
        (built / part).rename(folder / part)
    return settings


@pytest.fixture
def homework(starter: Settings) -> Settings:
    """The starter, in use."""
    use(starter)
    return starter


@pytest.fixture(scope="session")
def starters_template(starter: Settings) -> Iterator[Template]:
    with Template.of(starter) as running:
        yield running


@pytest.fixture(scope="session")
def root(starter: Settings) -> Path:
    """What lies beside the starter: assignment/, dist/."""
    return starter.folder.parent
