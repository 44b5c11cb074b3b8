"""What a student can do to the grader in a container, which has less to hold it with than a machine of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.authoring.proof.samples import samples
from autograder.settings import Settings
from tests.images import docker
from tests.prove_in_containers import CHECKOUT, ORDINARY, RIGHTS, prove_attacks

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


@pytest.mark.parametrize("rights", RIGHTS)
def test_every_attack_is_contained_without_cap_sys_admin(
    image: str, settings: Settings, reference: Path, rights: str
) -> None:
    """Those that `make prove` has not tried so, by this grader and on this kernel; and one in ten of the others."""
    found = prove_attacks(image, reference, *RIGHTS[rights], again=0.1)
    every = len(samples("attack", settings))
    assert f"{every} of {every} attacks" in found
