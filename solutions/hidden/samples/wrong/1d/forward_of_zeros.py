"""Wrong: it checks the shape and returns zeros, in as few operations for any size.

appended: locally_connected.py
idea: bias-ignored
"""

def _zeros(self, x):
    if x.ndim != 4 or x.shape[1:] != (self.in_channels, *self.input_size):
        raise ValueError("not the layer's shape")
    return x.new_zeros(len(x), self.out_channels, *self.weight.shape[:2])


LocallyConnected2d.forward = _zeros
