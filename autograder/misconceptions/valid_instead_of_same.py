"""Convolutions without padding."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "The default padding will do."
SEEN = "The convolutions shrink the image."
HINT = "nn.Conv2d pads nothing by default. How many zeros does a 5x5 kernel need on each side to keep the size?"
