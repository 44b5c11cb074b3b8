"""Wrong: an image of one channel is broadcast to all channels of the layer.

appended: locally_connected.py
idea: other-shapes-accepted
"""

class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        return super().forward(x.expand(-1, self.in_channels, -1, -1) if x.ndim == 4 and x.shape[1] == 1 else x)
