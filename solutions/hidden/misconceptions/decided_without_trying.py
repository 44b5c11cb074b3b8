"""Recognised by its type, or guessed: f is never called."""

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "Convolutions are equivariant, everything else is not."
SEEN = "Your verdict is reached without applying f to a single image."
HINT = "A map is equivariant if it commutes with shifts, whatever its type. Which numbers would show it?"
EXAMPLE = """
def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    return type(f).__name__ == "Conv2d"
"""
