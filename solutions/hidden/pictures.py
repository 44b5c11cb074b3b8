"""What feedback shows of an answer: the student's own matrices, on inputs that the public checks use as well."""

import numpy as np

_KERNEL = np.array([1.0, 2.0, 3.0], dtype=np.float32)

# Question -> the function, the arguments, and the caption of what it returns.
MATRICES = {
    "1a": ("toeplitz.toeplitz_matrix", (_KERNEL, 9), "Your matrix for the kernel (1, 2, 3) and n = 9."),
    "1c": (
        "toeplitz.locally_connected_matrix",
        (np.stack([_KERNEL * (1 + row) for row in range(9)]),),
        "Your matrix for nine kernels: (1, 2, 3), (2, 4, 6), (3, 6, 9) and so on.",
    ),
}
