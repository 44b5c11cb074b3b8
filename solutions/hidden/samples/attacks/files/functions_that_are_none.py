"""Has None, a tensor and a class where functions should be.

loses: 1a 1b 1c
"""

import torch

toeplitz_matrix = None
weight_counts = torch.ones(3)
locally_connected_matrix = type("locally_connected_matrix", (), {})
