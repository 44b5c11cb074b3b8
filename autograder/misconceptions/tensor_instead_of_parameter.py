"""A plain tensor attribute, invisible to optimisers."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A tensor with requires_grad=True is a parameter."
SEEN = "An optimiser would never see it."
HINT = "Only an nn.Parameter that is an attribute of the module is listed by parameters()."
