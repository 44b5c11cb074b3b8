"""A margin of five: the size of the first kernel, or the reach and a shift."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "The kernel is five wide; or the shift moves the border inwards."
SEEN = "It is as large as the first kernel, or as what a pixel sees and a shift besides."
HINT = "How far does a kernel of five reach to one side? And is the band that a shift empties not left out anyway?"
EXAMPLE = """
margin = 5
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
