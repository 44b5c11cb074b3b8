"""One bias for each channel, as in a convolution."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "nn.Conv2d has one bias a channel."
SEEN = "There is one bias for each output channel."
HINT = "Without weight sharing, nothing is shared over locations. What shape does the class docstring give?"
