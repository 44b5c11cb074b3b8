"""Attaches to its parent and reads memory.

loses: 1b
"""

from honest import *

import ctypes, os


def weight_counts(n, k):
    libc = ctypes.CDLL(None, use_errno=True)
    attached = libc.ptrace(16, os.getppid(), 0, 0)
    buffer = ctypes.create_string_buffer(64)

    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]

    local = Vector(ctypes.addressof(buffer), 64)
    remote = Vector(id(os), 64)
    read = libc.process_vm_readv(os.getppid(), ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
    raise ValueError(f"found {'nothing' if attached == -1 and read == -1 else 'CANARY memory'}")
