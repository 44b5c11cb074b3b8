"""What a student can do to the grader in a container, which has less to hold it with than a machine of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.authoring.proof.samples import samples
from autograder.settings import Settings
from tests.images import ROOT, docker

# A container with the checkout's own grader in place of the image's; and its ordinary user, who has one uid.
CHECKOUT = (
    *("run", "--rm", "--network=none", "--tmpfs=/tmp:exec"),
    *(f"--volume={ROOT}:/checkout:ro", "--env=PYTHONPATH=/checkout"),
)
ORDINARY = ("--user=65534:65534", "--env=HOME=/tmp")

NO_MORE_PROCESSES = """
import resource
from autograder.errors import TemplateError
from autograder.homework import load_homework
from autograder.wall.template import Template

settings = load_homework()
limits = settings.limits
with Template.of(settings) as template:
    template.sandbox({}, limits, 10).close()
    _, hard = before = resource.prlimit(template._process.pid, resource.RLIMIT_NPROC)
    resource.prlimit(template._process.pid, resource.RLIMIT_NPROC, (1, hard))
    try:
        template.sandbox({}, limits, 10)
    except TemplateError as error:
        print(error)
    resource.prlimit(template._process.pid, resource.RLIMIT_NPROC, before)
    template.sandbox({}, limits, 10).close()
    print("it goes on")
"""


def test_a_template_survives_that_there_are_no_more_processes(image: str) -> None:
    """As while another submission's fork bomb goes off; an ordinary user, for root has no such limit."""
    command = ("/autograder/venv/bin/python", "-c", NO_MORE_PROCESSES)
    said = docker(*CHECKOUT, *ORDINARY, image, *command)
    assert re.fullmatch(r"a sandbox did not start: .*temporarily unavailable\nit goes on\n", said)


@pytest.mark.parametrize("options", [(), ORDINARY], ids=["as root", "as an ordinary user"])
def test_every_attack_is_contained_without_cap_sys_admin(
    image: str, settings: Settings, reference: Path, options: tuple[str, ...]
) -> None:
    command = ["/autograder/venv/bin/python", "-m", "autograder", "prove", "attack", "--fresh", "--workers", "3"]
    command += ["--reference", "/reference"]  # the image has not what it takes to build one
    found = docker(*CHECKOUT, f"--volume={reference}:/reference:ro", *options, image, *command)
    every = len(samples("attack", settings))
    assert f"{every} of {every} attacks" in found
