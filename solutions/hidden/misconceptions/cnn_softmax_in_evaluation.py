"""Probabilities from the CNN once it is trained."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "The loss wants logits, and whoever uses the network wants probabilities."
SEEN = "In evaluation the CNN returns probabilities: there is a softmax that training does not see."
HINT = "The contract is logits, always. Who could still turn them into probabilities, where they are wanted?"
EXAMPLE = """
class CNN(CNN):
    def forward(self, x):
        logits = super().forward(x)
        return logits if self.training else logits.softmax(1)
"""
