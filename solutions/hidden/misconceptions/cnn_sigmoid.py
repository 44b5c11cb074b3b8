"""Sigmoid for ReLU, in the CNN."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.mlp_sigmoid import activation

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Any nonlinearity does, and Sigmoid is one."
SEEN = "The nonlinearity is Sigmoid, where the contract has ReLU."
HINT = "The class docstring names the nonlinearity. Which one stands between your layers?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(*(nn.Sigmoid() if isinstance(one, nn.ReLU) else one for one in self.features))
"""

predict = variation(oracles.cnn, relu=activation)
