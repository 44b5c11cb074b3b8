"""A plain tensor attribute, invisible to optimisers."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A tensor with requires_grad=True is a parameter."
SEEN = "An optimiser would never see it."
HINT = "Only an nn.Parameter that is an attribute of the module is listed by parameters()."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__(in_channels, out_channels, input_size, kernel_size, bias)
        weight = self.weight.detach().clone().requires_grad_()
        del self.weight
        self.weight = weight
"""
