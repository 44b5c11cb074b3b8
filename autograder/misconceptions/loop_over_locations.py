"""A Python loop over all output pixels."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Two loops over i and j are the definition."
SEEN = "The number of operations grows with the number of locations."
HINT = "torch.nn.functional.unfold cuts out all windows at once; einsum multiplies each by its own kernel."
