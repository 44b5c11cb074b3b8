"""The linear layer shares memory with the layer it was made from."""

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "reshape and view make a new tensor."
SEEN = "Changing the layer's weights changes the linear layer too."
HINT = "reshape, view and nn.Parameter(tensor) look at the same memory. Copy the values into the new layer."
