"""A mistake costs its points once: what a function needs of another of the student's, and what stands in for that.

Where a test of a function fails, it runs again with stand-ins for all that the function needs; so do the notebook's
tests of a question. What passes then has its points: the mistake has cost its own already.
"""

from hidden import oracles

# The student's function or class -> the grader's, called as a black box, or "module.name" of the folder inside/.
STAND_INS = {
    "locally_connected.output_size": oracles.output_size,
    "locally_connected.LocallyConnected2d": "stand_ins.LocallyConnected2d",
    "models.CNN": "stand_ins.cnn",
    "equivariance.translate": oracles.translate,
    "equivariance.equivariance_error": oracles.equivariance_error,
    "equivariance.is_translation_equivariant": oracles.is_translation_equivariant,
}

# A function or class, or a question of the notebook -> what it needs.
NEEDS = {
    "locally_connected.LocallyConnected2d": ("locally_connected.output_size",),
    "locally_connected.as_linear": ("locally_connected.output_size", "locally_connected.LocallyConnected2d"),
    "equivariance.equivariance_error": ("equivariance.translate",),
    "equivariance.is_translation_equivariant": ("equivariance.translate", "equivariance.equivariance_error"),
    "models.freeze_features": ("models.CNN",),
    "1d": ("locally_connected.output_size",),
    "2c": (
        "models.CNN",
        "equivariance.translate",
        "equivariance.equivariance_error",
        "equivariance.is_translation_equivariant",
    ),
}
