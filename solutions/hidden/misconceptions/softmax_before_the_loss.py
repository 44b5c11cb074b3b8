"""Probabilities instead of logits."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A classifier returns probabilities."
SEEN = "Each row of the output is positive and sums to one: these are probabilities, not logits."
HINT = "cross_entropy applies log-softmax itself. What does it see when a softmax comes before?"
EXAMPLE = """
class CNN(CNN):
    def forward(self, x):
        return super().forward(x).softmax(1)
"""
