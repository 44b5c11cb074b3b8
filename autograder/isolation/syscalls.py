"""The system calls that a sandbox does without, by a seccomp filter: each answers EPERM."""

from __future__ import annotations

import errno
import sys
from typing import Any

# Networks: even a Unix socket could reach a daemon. Pairs (socketpair) are connected to nobody else and stay.
_NETWORK = ["socket", "connect", "bind", "listen", "accept", "accept4"]
# Other processes and their memory.
_PROCESSES = ["ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp", "process_madvise"]
# The machine, its mounts and namespaces.
_SYSTEM = [
    "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
    "pivot_root", "chroot", "unshare", "setns", "open_by_handle_at", "name_to_handle_at", "swapon", "swapoff",
    "reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "acct", "quotactl",
    "settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "sethostname", "setdomainname", "syslog",
    "iopl", "ioperm", "fanotify_init", "lookup_dcookie", "personality", "vhangup",
]  # fmt: skip
# Large kernel surfaces that no homework needs.
_SURFACES = ["bpf", "perf_event_open", "keyctl", "add_key", "request_key", "userfaultfd", "io_uring_setup",
             "io_uring_enter", "io_uring_register", "memfd_secret"]  # fmt: skip
# System V and POSIX queues and memory outlive every process; a memfd is memory that no limit counts.
_PERSISTENT = ["shmget", "shmat", "msgget", "semget", "mq_open", "memfd_create"]

_NEW_NAMESPACES = 0x7E020080  # CLONE_NEW*: user, pid, net, uts, ipc, cgroup, mount, time


def available() -> str:
    """ "" where a filter can be built here, else why not."""
    if sys.platform != "linux":
        return "needs Linux"
    try:
        import pyseccomp  # noqa: F401
    except (ImportError, RuntimeError, OSError):
        return "libseccomp is not installed"
    return ""


def build() -> Any:
    """The filter; its `load()` restricts the calling process for good."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    denied = seccomp.ERRNO(errno.EPERM)
    for name in [*_NETWORK, *_PROCESSES, *_SYSTEM, *_SURFACES, *_PERSISTENT]:
        try:
            rules.add_rule(denied, name)
        except OSError:  # this architecture, or an older libseccomp, does not know the call
            continue
    for flag in (1 << bit for bit in range(32) if _NEW_NAMESPACES >> bit & 1):
        rules.add_rule(denied, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    # The flags of clone3 lie in memory, where a filter cannot look: libraries fall back on clone.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    return rules
