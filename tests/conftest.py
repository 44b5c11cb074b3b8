"""What several test files share."""

from __future__ import annotations

import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.config import PACKAGE, Settings, load_settings
from autograder.isolation.sandbox import Sandbox, Template
from autograder.release import build
from autograder.remote import Student
from tests.batches import COUNT, Cluster
from tests.images import build_images, why_not


def pytest_configure() -> None:
    """Heed interrupts, as in a terminal: what a shell starts in the background ignores them, and so would all below."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that need images come last: these take minutes to build, one processor's, while the others run."""
    items.sort(key=lambda item: "images" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def images_to_come(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Future[dict[str, str]] | None]:
    """The images, under way as soon as the session starts; None where no test needs them, or no engine runs."""
    if not any("images" in getattr(item, "fixturenames", ()) for item in request.session.items) or why_not():
        yield None
        return
    upload = request.getfixturevalue("built") / "dist" / "autograder.zip"
    with ThreadPoolExecutor() as pool:
        yield pool.submit(build_images, upload, tmp_path_factory.mktemp("upload"))


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
