"""The image and the upload, on a real container engine, under a stand-in of Gradescope's harness."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pytest

from autograder.grading.grade import grade_submission
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import section
from autograder.grading.outcomes import Grade
from autograder.outputs.results import SCHEMA, to_gradescope
from autograder.settings import PACKAGE, Settings
from autograder.wall.template import Template
from tests.images import TESTS, build_upload, docker

MAX_IMAGE = 1.05e9  # bytes
SMALLEST = ["--cpus=0.5", "--memory=768m", "--memory-swap=768m"]  # Gradescope's default container

Harness = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Harness:
    """Runs an image under the harness: harness(image, submission folder), and what else the test is about."""

    def run(
        image: str,
        submission: Path,
        *,
        seconds: float = 300,
        options: list[str] | None = None,
        metadata: dict[str, Any] | None = None,
        settings: str | None = None,
    ) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("run")
        shutil.copytree(submission, folder / "submission")
        mounts = [f"--volume={folder / 'submission'}:/autograder/submission"]
        mounts.append(f"--volume={TESTS / 'harness.py'}:/harness.py:ro")
        if metadata is not None:
            (folder / "metadata.json").write_text(json.dumps(metadata))
            mounts.append(f"--volume={folder / 'metadata.json'}:/autograder/submission_metadata.json:ro")
        if settings is not None:
            (folder / "assignment.toml").write_text(settings)
            mounts.append(f"--volume={folder / 'assignment.toml'}:/autograder/source/solutions/assignment.toml:ro")
        command = ["run", "--rm", "--network=none", *(options or []), *mounts, image]
        answer: dict[str, Any] = json.loads(docker(*command, "python3", "/harness.py", str(seconds)))
        assert answer["problems"] == []
        jsonschema.validate(answer["results"], SCHEMA)
        return answer

    return run


@pytest.fixture(scope="session")
def submissions(reference: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name -> folder, as Gradescope unpacks what a student uploads."""
    folder = tmp_path_factory.mktemp("submissions")
    (folder / "empty").mkdir()
    (folder / "alone").mkdir()
    shutil.copy(reference / "CNNPrinciples.ipynb", folder / "alone")
    return {
        "reference": reference,
        "stubs": built / "assignment",
        "flawed": TESTS / "samples" / "flawed",
        "empty": folder / "empty",
        "a notebook alone": folder / "alone",
    }


def timeless(results: dict[str, Any]) -> str:
    return json.dumps({**results, "execution_time": 0}, indent=1)


@pytest.mark.parametrize(
    ("name", "routes"),
    [
        ("reference", ("image", "upload")),
        ("stubs", ("image",)),
        ("flawed", ("upload",)),
        ("empty", ("image", "upload")),
        ("a notebook alone", ("image",)),
    ],
)
def test_image_upload_and_a_local_run_agree_to_the_byte(
    name: str,
    routes: tuple[str, ...],
    images: dict[str, str],
    harness: Harness,
    submissions: dict[str, Path],
    graded: Callable[[str], Grade],
    template: Template,
    settings: Settings,
) -> None:
    """The reference in the smallest container of Gradescope's: it is enough."""
    options = SMALLEST if name == "reference" else []
    with ThreadPoolExecutor() as pool:
        containers = [pool.submit(harness, images[route], submissions[name], options=options) for route in routes]
        if name in ("reference", "stubs", "flawed"):
            grade = graded(name)
        else:
            grade = grade_submission(submissions[name], settings, template=template)
    local = to_gradescope(grade, settings)
    for answer in (container.result() for container in containers):
        assert not answer["timed_out"] and answer["status"] == 0
        assert timeless(answer["results"]) == timeless(local)
    assert {"reference": 100, "stubs": 0, "flawed": 85, "empty": 0}.get(name, local["score"]) == local["score"]


def test_a_new_homework_is_graded_by_an_image_of_its_own(
    images: dict[str, str], harness: Harness, tmp_path: Path
) -> None:
    """Made, released and built where no checkout is near."""
    for arguments, folder in ((["new", "first"], tmp_path), (["release"], tmp_path / "first")):
        subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=folder, check=True, capture_output=True)
    build_upload(tmp_path / "first" / "dist" / "autograder.zip", tmp_path / "context", "autograder-first")
    for submission, score in (("dist/solution", 8), ("assignment", 0)):
        answer = harness("autograder-first", tmp_path / "first" / submission)
        assert answer["status"] == 0 and answer["results"]["score"] == score


def test_the_image_is_small_and_holds_no_tools(image: str) -> None:
    assert int(docker("image", "inspect", "--format={{.Size}}", image)) < MAX_IMAGE
    left_out = "-path '*/torch/test/*' -o -path '*/torch/include/*' -o -name '*.whl' -o -path '*/site-packages/pip/*'"
    script = f"find /autograder /root {left_out}; command -v gcc make"
    assert docker("run", "--rm", image, "sh", "-c", script, check=False) == ""


def test_only_root_reads_the_graders_files_in_the_image(image: str) -> None:
    script = "cd /autograder/source && find . -perm /077 | head; su -s /bin/sh nobody -c 'ls /autograder/source' 2>&1"
    assert "Permission denied" in docker("run", "--rm", image, "sh", "-c", script, check=False)


def quick(settings: str) -> str:
    """The settings with limits that keep a test of hanging short."""
    for name, seconds in [("test_seconds", 3), ("cell_seconds", 3), ("notebook_seconds", 9), ("run_seconds", 30)]:
        settings = re.sub(rf"^{name} = \d+", f"{name} = {seconds}", settings, flags=re.MULTILINE)
    return settings


def test_a_hang_in_every_function_ends_with_results_before_the_harness_ends_it(
    image: str, harness: Harness, reference: Path, tmp_path: Path
) -> None:
    """In the smallest container, too."""
    folder = Path(shutil.copytree(reference, tmp_path / "hanging"))
    for path in folder.glob("*.py"):
        names = re.findall(r"^(?:def|class) (\w+)", path.read_text(), re.MULTILINE)
        path.write_text("".join(f"def {name}(*args, **kwargs):\n    while True: pass\n" for name in names))
    settings = quick((PACKAGE.parent / "solutions" / "assignment.toml").read_text())
    answer = harness(image, folder, seconds=75, options=SMALLEST, settings=settings)
    assert not answer["timed_out"] and len(answer["results"]["tests"]) > 40
    assert any("time limit" in test["output"] for test in answer["results"]["tests"])


def test_a_grader_that_is_killed_leaves_what_it_knew(image: str, reference: Path, tmp_path: Path) -> None:
    """SIGKILL reaches the grader in the middle; what stood in results.json by then is valid and names the rest."""
    script = (
        "/autograder/run_autograder >/dev/null 2>&1 & "
        "until grep -q '\"passed\"' results/results.json 2>/dev/null; do sleep 0.1; done; "
        "pkill -9 -f 'autograder gradescope' || kill -9 $!; sleep 1; cat results/results.json"
    )
    mount = f"--volume={reference}:/autograder/submission:ro"
    results = json.loads(docker("run", "--rm", "--network=none", mount, image, "sh", "-c", script))
    jsonschema.validate(results, SCHEMA)
    assert 0 < results["score"] < 100
    unreached = [test for test in results["tests"] if "could-not-run" in test["tags"]]
    assert unreached and all("not your fault" in test["output"] for test in unreached)


def test_metadata_of_every_kind_is_survived_and_used(
    image: str, harness: Harness, submissions: dict[str, Path]
) -> None:
    odd = harness(image, submissions["empty"], metadata={"users": 3, "assignment": [], "previous_submissions": [None]})
    assert odd["results"]["score"] == 0
    late = {
        "created_at": "2026-11-23T12:00:00.000000-08:00",
        "users": [{"name": "Ada"}, {"name": "Грейс"}],
        "assignment": {"due_date": "2026-11-22T12:00:00.000000-08:00", "total_points": "100.0"},
        "previous_submissions": [{"submission_time": "2026-11-20", "score": "70.0", "autograder_error": False}],
    }
    results = harness(image, submissions["empty"], metadata=late)["results"]
    assert "scored 70; this one 0" in results["output"]
    assert "1 day" in str(results["extra_data"]["flags"])


@pytest.mark.parametrize("read_only", [True, False])
def test_a_plain_docker_run_grades_without_network_or_capabilities(
    image: str, reference: Path, settings: Settings, tmp_path: Path, read_only: bool
) -> None:
    """Submission in, results out: one file, and one question of the notebook.

    Without any capability there is no uid of its own, and the results say so.
    """
    options = ["--read-only", "--tmpfs=/tmp:exec"] if read_only else ["--cap-drop=ALL"]
    (tmp_path / "results").mkdir()
    (tmp_path / "work").mkdir()
    shutil.copy(reference / "locally_connected.py", tmp_path / "work")
    notebook = section(nbformat.read(reference / settings.notebook, as_version=4), Headings(settings), "1d")
    nbformat.write(notebook, tmp_path / "work" / settings.notebook)
    docker(
        *("run", "--rm", "--network=none", *options),
        f"--volume={tmp_path / 'work'}:/autograder/submission:ro",
        f"--volume={tmp_path / 'results'}:/autograder/results",
        *(image, "autograder", "grade", "/autograder/submission", "--out", "/autograder/results"),
    )
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == sum(settings.questions[id].points for id in ("1d", "1e"))
    assert results["extra_data"]["isolation"]["own uid"].startswith("yes" if read_only else "no")
