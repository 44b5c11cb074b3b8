"""What this machine, or the container that we run in, has: processors and memory."""

from __future__ import annotations

import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")


def cpus() -> float:
    """Processors that this process may use at a time; a container may be given half a one."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, period = [*_read("cpu.max").split(), "", ""][:2]
    if not quota:  # version 1 of cgroups
        quota, period = _read("cpu/cpu.cfs_quota_us"), _read("cpu/cpu.cfs_period_us")
    if quota.isdigit() and period.isdigit():
        return min(count, int(quota) / int(period))
    return count


def memory_mb() -> float | None:
    """Megabytes that this container may use; None where there is no such limit."""
    limit = _read("memory.max") or _read("memory/memory.limit_in_bytes")
    # Version 1 writes "no limit" as a number near 2**63.
    return int(limit) / 2**20 if limit.isdigit() and int(limit) < 2**60 else None


def _read(name: str) -> str:
    try:
        return (_CGROUP / name).read_text().strip()
    except OSError:
        return ""
