"""How far a pixel sees to both sides, added."""

QUESTION = "2c"
FUNCTION = "notebook.margin"
THINKING = "A window reaches to both sides, so both count."
SEEN = "It counts how far a pixel sees to both sides."
HINT = "The margin is left out at each border. How far does a pixel see in one direction?"
EXAMPLE = """
margin = 6
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
"""
