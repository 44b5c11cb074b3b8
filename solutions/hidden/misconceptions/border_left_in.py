"""No margin at all."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "The padding keeps the size, so there is no border to leave out."
SEEN = "A margin of 0 leaves the whole border in."
HINT = "What does the outermost pixel of the feature map see besides the image? And the pixel next to it?"
EXAMPLE = """
margin = 0
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
