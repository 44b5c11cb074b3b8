"""Probabilities from the MLP once it is trained."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "The loss wants logits, and whoever uses the network wants probabilities."
SEEN = "In evaluation the MLP returns probabilities: there is a softmax that training does not see."
HINT = "The contract is logits, always. Who could still turn them into probabilities, where they are wanted?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        logits = super().forward(x)
        return logits if self.training else logits.softmax(1)
"""
