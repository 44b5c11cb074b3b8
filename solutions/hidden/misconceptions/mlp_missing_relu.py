"""Linear layers without a nonlinearity between them."""

import numpy as np

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Three layers make it deep."
SEEN = "There is no ReLU between the layers: the whole network is one linear map."
HINT = "Linear layers in a row are one linear layer. What stands between them?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(*(layer for layer in self.layers if not isinstance(layer, nn.ReLU)))
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    y = x.reshape(len(x), -1)
    for weight, bias in layers:
        y = y @ weight.T + bias
    return y
