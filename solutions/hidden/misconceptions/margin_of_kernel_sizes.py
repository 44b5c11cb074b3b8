"""The sizes of the kernels, added."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "Each layer looks as far as its kernel is large."
SEEN = "It is the sizes of both kernels, added."
HINT = "A kernel stands around its pixel. How far does it reach to one side?"
EXAMPLE = """
margin = 8
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
