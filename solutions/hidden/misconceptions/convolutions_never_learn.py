"""The features of the CNN of 2a cut off from training."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "The features are frozen as they were born, so they need no gradient."
SEEN = "Training leaves the convolutions as they were born: only the classifier learns."
HINT = "Freezing is the affair of freeze_features. Which step keeps the loss's gradient from the convolutions?"
EXAMPLE = """
class CNN(CNN):
    def forward(self, x):
        return self.classifier(self.features(x).detach().flatten(1))
"""
