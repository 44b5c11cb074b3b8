"""What several test files share."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

from autograder.authoring.new import write_starter
from autograder.authoring.release import build
from autograder.grading.grade import grade_submission
from autograder.grading.outcomes import Grade
from autograder.homework import load_homework, use
from autograder.settings import Settings, load_settings
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Student
from autograder.wall.template import Template
from tests.images import build_images, why_not

SETTINGS = load_homework(Path(__file__).parents[1] / "solutions")  # so that test files can import `hidden`


def pytest_configure() -> None:
    """Heed interrupts, as in a terminal: what a shell starts in the background ignores them, and so would all below.

    One thread for each torch: side by side, their threads wait for each other and take several times as long.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["OMP_NUM_THREADS"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest file comes first; those that need images come last, which take minutes to build meanwhile."""
    items.sort(key=lambda item: (_needs_images(item), item.path.name != "test_prove.py"))


def _needs_images(item: pytest.Item) -> bool:
    return "images" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def images_to_come(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared: Path
) -> Iterator[Future[dict[str, str]] | None]:
    """The images, under way as soon as the session starts; None where no test needs them, or no engine runs.

    Of several workers one builds them, and the others wait for that where they need them.
    """
    if not any(map(_needs_images, request.session.items)) or why_not():
        yield None
        return
    from filelock import FileLock  # the engine's tests, which run on every Python, do without it

    upload = request.getfixturevalue("built") / "dist" / "autograder.zip"

    def images() -> dict[str, str]:
        made = shared / "images.json"
        with FileLock(shared / "images.lock"):
            if not made.exists():
                made.write_text(json.dumps(build_images(upload, tmp_path_factory.mktemp("upload"))))
        found: dict[str, str] = json.loads(made.read_text())
        return found

    with ThreadPoolExecutor() as pool:
        yield pool.submit(images)


@pytest.fixture(scope="session")
def images(images_to_come: Future[dict[str, str]] | None) -> dict[str, str]:
    """Route -> image: that of the Dockerfile, and the one that Gradescope makes of the upload."""
    if images_to_come is None:
        pytest.skip(why_not())
    return images_to_come.result()


@pytest.fixture(scope="session")
def image(images: dict[str, str]) -> str:
    return images["image"]


_modules: dict[str, ModuleType] = {}  # hidden, and what is in it, as the test files have imported it


def _hidden_modules() -> dict[str, ModuleType]:
    return {name: module for name, module in sys.modules.items() if name.split(".")[0] == "hidden"}


def pytest_collection_finish() -> None:
    _modules.update(_hidden_modules())


@pytest.fixture(autouse=True)
def the_same_homework_afterwards() -> Iterator[None]:
    """A test, or what it is given, may use another homework; those after it find the modules of their own files."""
    yield
    if sys.modules.get("hidden") is _modules["hidden"]:
        _modules.update(_hidden_modules())
        return
    for name in _hidden_modules():
        del sys.modules[name]
    sys.modules.update(_modules)
    use(SETTINGS)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return SETTINGS


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """One template for the whole session: torch is imported once."""
    with Template.of(SETTINGS) as running:
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
    build(settings, out)
    return out


@pytest.fixture(scope="session")
def reference(built: Path) -> Path:
    return built / "dist/solution"


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def graded(
    built: Path, reference: Path, settings: Settings, template: Template, shared: Path
) -> Callable[[str], Grade]:
    """What the reference, the stubs or the flawed sample gets: graded(name), once for all workers."""
    from filelock import FileLock  # the engine's tests, which run on every Python, do without it

    folders = {
        "reference": reference,
        "stubs": built / "assignment",
        "flawed": Path(__file__).parent / "samples/flawed",
    }

    def grade(name: str) -> Grade:
        kept = shared / f"{name}.grade"
        with FileLock(shared / f"{name}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(grade_submission(folders[name], settings, template=template)))
        found: Grade = pickle.loads(kept.read_bytes())
        return found

    return grade


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


@pytest.fixture(scope="session")
def starters_template(starter: Settings) -> Iterator[Template]:
    with Template.of(starter) as running:
        yield running
