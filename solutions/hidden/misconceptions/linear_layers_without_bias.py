"""Linear layers without biases."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "The weights are what counts."
SEEN = "Its linear layers have no biases."
HINT = "nn.Linear has a bias unless it is told otherwise. What did you tell it?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(
            *(
                nn.Linear(one.in_features, one.out_features, bias=False) if isinstance(one, nn.Linear) else one
                for one in self.layers
            )
        )
"""
