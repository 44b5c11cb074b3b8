from otter.test_files import test_case

OK_FORMAT = False

name = "q2d"
points = None

@test_case(points=0, hidden=False)
def test_q2d_public_features_stay_as_they_were(feature_change, frozen_history):
    """Training leaves the random features alone, and still learns"""
    assert feature_change is not None, 'feature_change does not exist yet: does the cell above run without an error?'
    assert feature_change == 0, 'The weights of the features changed in training: which of them still require a gradient?'
    losses = list(frozen_history.losses)
    assert sum(losses[-10:]) < sum(losses[:10]), 'The loss does not fall: is the classifier still trainable?'
