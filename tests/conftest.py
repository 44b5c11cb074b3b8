"""What several test files share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.config import PACKAGE, Settings, load_settings
from autograder.isolation.sandbox import Sandbox, Template
from autograder.release import build
from autograder.remote import Student


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings()


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """One template for the whole session: torch is imported once."""
    with Template() as running:
        yield running


@pytest.fixture
def sandbox(template: Template, settings: Settings) -> Iterator[Callable[..., Sandbox]]:
    """Makes sandboxes that hold the given source under the given names: sandbox(toeplitz="...", seconds=5)."""
    started: list[Sandbox] = []

    def start(seconds: float = 20, **sources: str) -> Sandbox:
        files = {f"{name}.py": source.encode() for name, source in sources.items()}
        started.append(template.sandbox(files, settings.limits, seconds))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def student(sandbox: Callable[..., Sandbox]) -> Iterator[Callable[..., Student]]:
    """Makes a Student of the given sources: student(toeplitz="...")."""
    made: list[Student] = []

    def make(seconds: float = 20, **sources: str) -> Student:
        made.append(Student(lambda: sandbox(seconds, **sources)))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """Everything that a release makes, from the master as it is now."""
    out = tmp_path_factory.mktemp("built")
    build(PACKAGE.parent, out, settings)
    return out


@pytest.fixture(scope="session")
def reference(built: Path) -> Path:
    return built / "dist/solution"
