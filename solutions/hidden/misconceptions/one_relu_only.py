"""ReLU after the first layer, and none after the second."""

import numpy as np

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "One nonlinearity makes a network nonlinear."
SEEN = "There is a ReLU behind the first layer, and none behind the second."
HINT = "The second and the third layer are one linear map, as they stand. What is missing between them?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(*self.layers[:4], self.layers[5])
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    (weight1, bias1), (weight2, bias2), (weight3, bias3) = layers
    y = np.maximum(x.reshape(len(x), -1) @ weight1.T + bias1, 0)
    logits: np.ndarray = (y @ weight2.T + bias2) @ weight3.T + bias3
    return logits
