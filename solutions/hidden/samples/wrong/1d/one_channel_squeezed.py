"""Wrong: an output of one channel loses its channel axis.

appended: locally_connected.py
"""

class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        return super().forward(x).squeeze(1)
