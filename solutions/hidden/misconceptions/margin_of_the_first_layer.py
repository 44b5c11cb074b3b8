"""The margin of the first convolution alone."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "Only the first layer meets the image, and its border."
SEEN = "It is as far as the first convolution looks by itself."
HINT = "Near the border the second convolution reads what has seen padding. How far in does that reach?"
EXAMPLE = """
margin = 2
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
