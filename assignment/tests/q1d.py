from otter.test_files import test_case

OK_FORMAT = False

name = "q1d"
points = None

@test_case(points=0, hidden=False)
def test_q1d_public_classifiers_give_logits(env, locally_connected_classifier, shared_kernel_classifier):
    """Both classifiers give four logits an image"""
    for name, classifier in [('locally_connected_classifier', locally_connected_classifier), ('shared_kernel_classifier', shared_kernel_classifier)]:
        assert callable(classifier), f'{name} does not exist yet: do the cells above run without an error?'
        logits = classifier(env['torch'].zeros(2, 1, 12, 12))
        assert tuple(logits.shape) == (2, 4), f'{name} should map images (N, 1, 12, 12) to logits (N, 4): what does each of its steps give?'
