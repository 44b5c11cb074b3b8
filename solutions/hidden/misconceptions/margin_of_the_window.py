"""The width of the receptive field, in place of its radius."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "The margin is as large as the receptive field."
SEEN = "It is the width of the whole window that one pixel sees."
HINT = "A pixel stands in the middle of its window. How far is it from there to the end of the window?"
EXAMPLE = """
margin = 7
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
