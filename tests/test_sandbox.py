"""The wall: what crosses it, what does not, and how a sandbox ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from autograder.errors import SandboxDied, SandboxError, SandboxTimeout, StudentError, TemplateError
from autograder.settings import PACKAGE, Settings
from autograder.wall import processes, uids
from autograder.wall.hung import Hung
from autograder.wall.lockdown import Libraries
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Remote, Student
from autograder.wall.template import Template

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can change the uid")


def test_arrays_cross_as_tensors_and_come_back(student: Callable[..., Student]) -> None:
    code = "import torch\ndef f(x):\n    assert type(x) is torch.Tensor and x.dtype == torch.float64\n    return x * 2"
    doubled = student(toeplitz=code).toeplitz.f(np.array([1.0, 2.0]))
    assert isinstance(doubled, np.ndarray)
    np.testing.assert_array_equal(doubled, [2.0, 4.0])


def test_what_is_no_tensor_does_not_pass_for_one(student: Callable[..., Student]) -> None:
    got = student(toeplitz="import numpy as np\ndef f():\n    return np.ones(3)").toeplitz.f()
    assert isinstance(got, Remote) and got.type_name == "numpy.ndarray"


def test_a_black_box_is_called_across_the_wall(student: Callable[..., Student]) -> None:
    code = "def apply(f, x):\n    return f(f(x)) + 1"
    got = student(equivariance=code).equivariance.apply(lambda x: x * 10, np.ones(2))
    np.testing.assert_array_equal(got, [101.0, 101.0])


def test_a_black_box_called_wrongly_raises_in_the_students_code(student: Callable[..., Student]) -> None:
    code = (
        "def apply(f, x):\n    try:\n        return f(x, x)\n    except TypeError as error:\n        return str(error)"
    )
    assert "takes 1 positional" in student(equivariance=code).equivariance.apply(lambda x: x, np.ones(2))


def test_an_exception_names_type_message_and_place(student: Callable[..., Student]) -> None:
    with pytest.raises(StudentError) as caught:
        student(models="def f():\n    x = 1\n    raise KeyError('gone')").models.f()
    assert (caught.value.type_name, caught.value.message, caught.value.where) == (
        "KeyError",
        "'gone'",
        "models.py, line 3",
    )


def test_an_exception_of_the_students_own_class_is_what_it_derives_from(student: Callable[..., Student]) -> None:
    with pytest.raises(StudentError) as caught:
        student(models="class Odd(ValueError): pass\n\ndef f():\n    raise Odd(3)").models.f()
    assert caught.value.type_name == "Odd" and caught.value.is_a("ValueError") and caught.value.is_a("Exception")
    assert not caught.value.is_a("KeyError")


def test_a_syntax_error_names_file_and_line(student: Callable[..., Student]) -> None:
    with pytest.raises(StudentError) as caught:
        student(models="x = 1\ndef f(:\n").models.f()
    assert caught.value.type_name == "SyntaxError" and caught.value.where == "models.py, line 2"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os\nos._exit(0)", "left it"),
        ("import ctypes\nctypes.string_at(0)", "segmentation fault"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "memory"),
    ],
)
def test_a_crash_is_named_and_ends_one_sandbox_only(student: Callable[..., Student], code: str, said: str) -> None:
    with pytest.raises(SandboxDied, match=said):
        student(toeplitz=code).toeplitz.f()
    assert student(toeplitz="def f():\n    return 1").toeplitz.f() == 1


def test_leaving_by_exit_is_an_error_like_any_other(student: Callable[..., Student]) -> None:
    with pytest.raises(StudentError) as caught:
        student(toeplitz="import sys\nsys.exit(0)").toeplitz.f()
    assert caught.value.type_name == "SystemExit"


def test_what_python_defines_for_those_who_type_is_there(student: Callable[..., Student]) -> None:
    code = "def f():\n    help(print)\n    print(copyright)\n    return exit.__class__.__name__, quit is not exit"
    theirs = student(toeplitz=code)
    assert theirs.toeplitz.f() == ("Quitter", True)
    theirs.close()
    assert "Help on built-in function print" in theirs.printed and "Python Software Foundation" in theirs.printed


def test_a_hang_ends_at_the_time_limit(student: Callable[..., Student]) -> None:
    with pytest.raises(SandboxTimeout):
        student(seconds=1, toeplitz="while True:\n    pass").toeplitz.f()


def test_memory_is_bounded(student: Callable[..., Student]) -> None:
    code = "import torch\ndef f():\n    return len([torch.ones(2**20) for _ in range(4096)])"
    with pytest.raises((StudentError, SandboxDied)):
        student(toeplitz=code).toeplitz.f()


@pytest.mark.parametrize(("sleeps", "ends"), [(1.2, False), (30, True)])
def test_a_sandbox_that_waits_for_a_processor_has_more_time_and_not_for_ever(
    template: Template, settings: Settings, monkeypatch: pytest.MonkeyPatch, sleeps: float, ends: bool
) -> None:
    began = time.monotonic()
    monkeypatch.setattr("autograder.wall.processes.waited", lambda pid: 0.9 * (time.monotonic() - began))
    source = f"import time\ndef f():\n    time.sleep({sleeps})\n    return 1".encode()
    sandbox = template.sandbox({"mine.py": source}, settings.limits, 0.6, at_most=3)
    student = Student(lambda: sandbox)
    if ends:
        with pytest.raises(SandboxTimeout):
            student.mine.f()
        assert time.monotonic() - began > 2.5
    else:
        assert student.mine.f() == 1
    student.close()


@linux
def test_how_long_a_process_has_waited_for_its_processor_is_known() -> None:
    """Two that are busy share one: each waits about half of the time."""
    one = min(os.sched_getaffinity(0))
    code = f"import os; os.sched_setaffinity(0, {{{one}}})\nwhile True: pass"
    began = time.monotonic()
    busy = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    time.sleep(2)
    waited = [processes.waited(process.pid) for process in busy]
    passed = time.monotonic() - began
    for process in busy:
        process.kill()
        process.wait()
    if sum(waited) == 0:
        pytest.skip("this kernel does not say how long processes wait")
    assert all(0.1 * passed < seconds < passed for seconds in waited)
    assert processes.waited(busy[0].pid) == 0


def test_output_is_kept_up_to_a_limit_and_never_blocks(student: Callable[..., Student], settings: Settings) -> None:
    one = student(toeplitz="def f():\n    for _ in range(100_000):\n        print('spam ' * 10)\n    return 7")
    assert one.toeplitz.f() == 7
    one.close()
    assert 1000 < len(one.printed) <= 64 * 1024


def test_each_sandbox_starts_fresh(student: Callable[..., Student]) -> None:
    code = """
import os
count = []
def f():
    count.append(1)
    open('left', 'a').close()
    return len(count), os.listdir()
"""
    one = student(toeplitz=code)
    first = one.toeplitz.f()
    one.renew()
    assert one.toeplitz.f() == first


def test_the_environment_and_the_descriptors_hold_nothing_of_the_grader(
    student: Callable[..., Student], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "canary")
    code = """
import os
def environment():
    return dict(os.environ)
def descriptors():
    import stat
    kinds = []
    for number in range(300):
        try:
            mode = os.fstat(number).st_mode
        except OSError:
            continue
        kinds.append('socket' if stat.S_ISSOCK(mode) else 'pipe' if stat.S_ISFIFO(mode)
                     else 'folder' if stat.S_ISDIR(mode) else 'device' if stat.S_ISCHR(mode) else 'file')
    return kinds
"""
    with Template.of(settings) as fresh:
        one = Student(lambda: fresh.sandbox({"toeplitz.py": code.encode()}, settings.limits, 20))
        assert "SECRET_TOKEN" not in one.toeplitz.environment()
        kinds = one.toeplitz.descriptors()
        assert "file" not in kinds
        # /dev/null, the output twice, the wire, and the folders of Python's libraries
        assert sorted(kind for kind in kinds if kind != "folder") == ["device", "pipe", "pipe", "socket"]
        one.close()


def test_the_sandbox_holds_no_hidden_module(student: Callable[..., Student]) -> None:
    code = "import sys\ndef f():\n    return sorted(name for name in sys.modules if name.startswith('autograder'))"
    loaded = student(toeplitz=code).toeplitz.f()
    assert all(name == "autograder" or name.startswith(("autograder.wall", "autograder.errors")) for name in loaded)


@root
@linux
def test_graders_in_two_containers_which_do_not_see_each_other_use_different_uids() -> None:
    """Each in a network of its own, as containers are: the kernel counts a uid's processes in all of them together."""
    code = "from autograder.wall.uids import Uids; print(Uids().take())"
    command = ["unshare", "--net", sys.executable, "-c", code]
    found = [subprocess.run(command, capture_output=True, text=True, cwd=PACKAGE.parent) for _ in range(2)]
    if any("unshare" in one.stderr for one in found):
        pytest.skip(f"cannot make a network here: {found[0].stderr}")
    assert found[0].stdout.strip().isdigit() and found[0].stdout != found[1].stdout


def test_a_grader_takes_only_uids_that_its_container_has() -> None:
    every, few = "0 0 4294967295\n", "0 1000 1\n1 100000 65536\n"
    assert uids._mapped(uids._NOBODYS, every) and not uids._mapped(uids._NOBODYS, few)
    assert uids._mapped(uids._FEW, few) and not uids._mapped(uids._FEW, "0 1000 1\n")


@root
@linux
def test_every_sandbox_alive_has_a_uid_of_its_own(student: Callable[..., Student]) -> None:
    code = "import os\ndef f():\n    return os.getuid(), os.getgid(), os.getgroups()"
    answers = [student(toeplitz=code).toeplitz.f() for _ in range(3)]
    assert all(uid != 0 and uid == gid and groups == [] for uid, gid, groups in answers)
    assert len({uid for uid, _, _ in answers}) == 3


@linux
def test_a_daemon_does_not_outlive_its_sandbox(sandbox: Callable[..., Sandbox]) -> None:
    code = """
import os, time
def f():
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        daemon = os.fork()
        if daemon == 0:
            time.sleep(600)
        os.write(write, str(daemon).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    return int(os.read(read, 100))
"""
    one = sandbox(toeplitz=code)
    student = Student(lambda: one)
    daemon = student.toeplitz.f()
    assert os.path.exists(f"/proc/{daemon}")
    student.close()
    assert not os.path.exists(f"/proc/{daemon}")


@linux
@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/shadow').read()",
        "os.listdir('/')",
        "os.listdir('/proc')",
        "open('/proc/self/environ').read()",
        "open('/tmp/left', 'w')",
        "os.listdir('..')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "os.kill(os.getppid(), 0)",
        "os.unshare(0x10000000) if hasattr(os, 'unshare') else os.setuid(0)",
        "os.setuid(0)",
        "open(AUTOGRADER + '/../solutions/assignment.toml').read()",
        "open(AUTOGRADER + '/../solutions/hidden/test_toeplitz.py').read()",
    ],
)
def test_what_a_sandbox_needs_not_is_refused(student: Callable[..., Student], template: Template, attempt: str) -> None:
    if not template.isolation["files"].startswith("yes"):
        pytest.skip("this kernel has no Landlock")
    code = f"import os, socket\nAUTOGRADER = {str(PACKAGE)!r}\ndef f():\n    {attempt}\n    return 'it worked'"
    if "setuid" in attempt and os.geteuid() != 0:
        pytest.skip("needs root to mean anything")
    with pytest.raises(StudentError) as caught:
        student(toeplitz=code).toeplitz.f()
    assert caught.value.type_name in ("PermissionError", "OSError")


def test_gradients_of_a_detached_answer_are_an_error(student: Callable[..., Student]) -> None:
    one = student(toeplitz="def good(x):\n    return x * 3\ndef bad(x):\n    return (x * 3).detach()")
    (gradient,) = one.gradients("toeplitz.good", [np.ones(2)], np.array([1.0, 2.0]), [0])
    np.testing.assert_array_equal(gradient, [3.0, 6.0])
    with pytest.raises(StudentError):
        one.gradients("toeplitz.bad", [np.ones(2)], np.ones(2), [0])


CHILDREN = """
import os, time
def hoard(children, megabytes):
    for _ in range(children):
        if os.fork() == 0:
            kept = bytearray(megabytes * 2**20)
            time.sleep(60)
            os._exit(len(kept) % 2)
    time.sleep(1)
    return children
"""


@linux
def test_the_limit_of_memory_holds_for_a_sandbox_with_its_children_together(
    template: Template, settings: Settings
) -> None:
    limits = replace(settings.limits, memory_mb=600)
    with_room = template.sandbox({"models.py": CHILDREN.encode()}, limits, 20)
    student = Student(lambda: with_room)
    assert student.models.hoard(2, 200) == 2
    student.close()
    without = Student(lambda: template.sandbox({"models.py": CHILDREN.encode()}, limits, 20))
    with pytest.raises(SandboxDied, match="together with the processes"):
        without.models.hoard(4, 200)


def test_a_sandbox_that_dies_before_it_is_ready_is_started_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a machine runs out of memory: the student's code, which has not run yet, is not to blame."""
    with Template.of(settings) as template:
        ask, forked = template._ask, []

        def kill_what_is_forked(message: dict[str, Any], descriptors: list[int] | None = None) -> dict[str, Any]:
            reply = ask(message, descriptors)
            if message["do"] == "fork":
                forked.append(reply["pid"])
                if len(forked) in doomed:
                    os.kill(reply["pid"], signal.SIGKILL)
            return reply

        monkeypatch.setattr(template, "_ask", kill_what_is_forked)
        doomed = {1}
        one = template.sandbox({"models.py": b"x = 1"}, settings.limits, 10)
        assert one.request("import", "models") and len(forked) == 2
        one.close()
        doomed = set(range(3, 9))
        with pytest.raises(TemplateError, match="did not start"):
            template.sandbox({}, settings.limits, 10)
        assert len(forked) == 5 and os.listdir(template.folder) == ["data"]


@linux
def test_where_memory_runs_out_a_sandbox_goes_first(template: Template, settings: Settings) -> None:
    sandbox = template.sandbox({}, settings.limits, 10)
    with open(f"/proc/{sandbox._pid}/oom_score_adj") as file:
        assert file.read().strip() == "1000"
    sandbox.close()


def test_a_file_that_hangs_on_import_is_waited_for_once(template: Template, settings: Settings) -> None:
    hung = Hung()
    files = {"toeplitz.py": b"while True: pass", "models.py": b"x = 1"}
    for ended in ("and was stopped", "in an earlier test already", "in an earlier test already"):
        student = Student(lambda: template.sandbox(files, settings.limits, 2), hung)
        assert student.models.x == 1
        with pytest.raises(SandboxTimeout, match=rf"Importing toeplitz\.py took longer than the time limit {ended}"):
            student.toeplitz.f()
        student.close()
    assert "toeplitz" in hung and "models" not in hung


def test_a_full_disk_costs_no_uid_and_leaves_no_folder(
    template: Template, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, write = set(os.listdir(template.folder)), Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        write(path, content[:1])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        for _ in range(60):  # more than there are uids
            with pytest.raises(OSError, match="No space left"):
                template.sandbox({"mine.py": b"x = 1"}, settings.limits, 5)
    assert set(os.listdir(template.folder)) == before
    template.sandbox({"mine.py": b"x = 1"}, settings.limits, 5).close()


def test_helpers_in_folders_are_read_whatever_the_umask_is(template: Template, settings: Settings) -> None:
    before = os.umask(0o077)
    try:
        files = {"mine.py": b"from helpers.inner.deep import x", "helpers/inner/deep.py": b"x = 7"}
        student = Student(lambda: template.sandbox(files, settings.limits, 5))
        assert student.mine.x == 7
        student.close()
    finally:
        os.umask(before)


def test_a_library_that_is_not_installed_is_named(settings: Settings) -> None:
    with pytest.raises(TemplateError, match=r"has scipyy\.fft among its imports"):
        Template.of(replace(settings, imports=("numpy", "scipyy.fft")))


def test_a_private_temporary_folder_keeps_no_sandbox_from_starting(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As TMPDIR is on many clusters; sandboxes with uids of their own could not walk into it."""
    tmp_path.chmod(0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Template.of(settings) as template:
        template.sandbox({}, settings.limits, 10).close()
        folder = template.folder
    assert not folder.exists()


def test_what_looks_like_tampering_is_told_to_staff(template: Template, settings: Settings) -> None:
    told: list[str] = []
    code = b"import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'\\xff' * 64)\n    except OSError: pass"
    sandbox = template.sandbox({"toeplitz.py": code}, settings.limits, 10, suspect=told.append)
    with pytest.raises(SandboxDied):
        sandbox.request("import", "toeplitz")
    assert told and told[0].startswith("on the wire: ")


SPEAKER = """
import os
def say(words):
    for fd in range(3, 64):
        try:
            os.write(fd, bytes(words))
        except OSError:
            pass
def same(value):
    return value
"""


@examples(max_examples=60, deadline=None)
@given(words=st.lists(st.integers(0, 255), min_size=1, max_size=60))
def test_whatever_a_sandbox_says_costs_that_sandbox_alone(
    template: Template, settings: Settings, words: list[int]
) -> None:
    student = Student(lambda: template.sandbox({"toeplitz.py": SPEAKER.encode()}, settings.limits, 1))
    try:
        student.toeplitz.say(words)
    except SandboxError:
        pass
    student.renew()
    assert student.toeplitz.same(1) == 1
    student.close()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def parrot(template: Template, settings: Settings) -> Iterator[list[Remote]]:
    sandbox = template.sandbox({"toeplitz.py": SPEAKER.encode()}, settings.limits, 60)
    yield [Student(lambda: sandbox).toeplitz.same]  # in a list, since Hypothesis asks an argument for attributes
    sandbox.close()


@examples(max_examples=200, deadline=None)
@given(value=PLAIN)
def test_plain_data_crosses_both_ways_as_it_is(parrot: list[Remote], value: object) -> None:
    assert parrot[0](value) == value


SECRET = "CANARY-5d1f"


def test_the_memory_of_template_and_sandbox_holds_nothing_of_the_grader(settings: Settings) -> None:
    """Searches all that can be read of both for pieces of hidden tests, oracles, thresholds, labels, environment."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs Linux and root to read another process's memory")
    # Written in two parts, so that this test's own constants are not what it finds.
    needles = [
        (SECRET[:6] + SECRET[6:]).encode(),
        b"Independent NumPy " + b"references for what",
        b"Hidden graders of " + b"toeplitz.py",
        b"Your matrix is the one for the " + b"reversed kernel",
        b'"margin_' + b'sd"',
    ]
    with np.load(PACKAGE.parent / "solutions" / "hidden" / "data" / "heldout.npz") as data:
        needles += [data["labels"][:400].tobytes(), data["images"][7].tobytes()[200:500]]
    os.environ["SECRET_TOKEN"] = SECRET
    try:
        with Template.of(settings) as template:
            sandbox = template.sandbox({"toeplitz.py": b"x = 1"}, settings.limits, 20)
            sandbox.request("import", "toeplitz")
            for pid in (template._process.pid, sandbox._pid):
                memory = read_memory(pid)
                assert len(memory) > 50 * 2**20
                assert [needle for needle in needles if needle in memory] == []
            sandbox.close()
    finally:
        os.environ.pop("SECRET_TOKEN", None)


def read_memory(pid: int) -> bytes:
    """Everything that a process has mapped readable and private."""
    parts = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            place, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            first, last = (int(number, 16) for number in place.split("-"))
            try:
                memory.seek(first)
                parts.append(memory.read(last - first))
            except (OSError, OverflowError, ValueError):
                continue
    return b"".join(parts)


def test_no_folder_that_holds_the_grader_is_readable_as_a_whole(tmp_path: Path) -> None:
    """As where it was installed into a Python's own library folder."""
    site = tmp_path / "lib" / "python3.12" / "site-packages"
    for name in ("autograder/hidden", "autograder-1.0.dist-info", "torch/nn"):
        (site / name).mkdir(parents=True)
    (tmp_path / "lib" / "python3.12" / "json").mkdir()
    found = Libraries.of(str(tmp_path), [str(site)], [str(site / "autograder")])
    assert str(tmp_path / "lib" / "python3.12" / "json") in found.readable
    assert str(site / "torch") in found.readable
    assert {str(site), str(site.parent), str(tmp_path / "lib")} <= set(found.folders)
    hidden = site / "autograder" / "hidden"
    assert not [path for path in [*found.readable, *found.runnable] if hidden.is_relative_to(path)]
    elsewhere = Libraries.of(str(tmp_path), [str(site)], [str(tmp_path / "checkout" / "autograder")])
    assert str(tmp_path / "lib") in elsewhere.readable and str(site) in elsewhere.readable
