"""No error for an input that the layer was not made for."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "It broadcasts, so it must be right."
SEEN = "The check of the shape is missing, or lets some through."
HINT = (
    "A larger image has windows that the layer has no weights for. Compare x.shape with what __init__ was given, first."
)
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        height, width = self.input_size
        if x.ndim == 4 and x.shape[1] == self.in_channels:
            x = F.pad(x, (0, max(0, width - x.shape[3]), 0, max(0, height - x.shape[2])))[:, :, :height, :width]
        return super().forward(x)
"""
