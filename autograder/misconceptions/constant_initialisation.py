"""All weights start alike."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Training will change the weights anyway."
SEEN = "All initial weights are the same number."
HINT = "Channels that start alike get the same gradient, and stay alike for ever. Draw the weights at random."
