"""Only some of the shifts tried: one axis, one direction, or the largest."""

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "If it holds for one shift, it holds for all."
SEEN = "Your verdict misses a map that breaks for one of the shifts only."
HINT = "Every shift counts: along both axes and in both directions, up to max_shift, and along both at once."
EXAMPLE = """
def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    shifts = range(max_shift + 1)
    return all(equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)
"""
