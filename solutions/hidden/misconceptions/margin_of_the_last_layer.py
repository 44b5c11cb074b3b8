"""The margin of the second convolution alone."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "The feature map is the last layer's output."
SEEN = "It is as far as the second convolution looks by itself."
HINT = "The second convolution reads a map that has looked around itself already. How far do both see?"
EXAMPLE = """
margin = 1
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
