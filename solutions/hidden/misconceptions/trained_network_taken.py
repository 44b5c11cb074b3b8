"""The trained network taken for the untrained one."""

QUESTION = "2c"
FUNCTION = "notebook.untrained_cnn"
THINKING = "A network that was made by its constructor."
SEEN = "It is the network that was trained there."
HINT = "lab.train changes the network that it is given. How do you get one that has seen nothing?"
EXAMPLE = """
cnn = untrained_cnn
"""
