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

@test_case(points=2, hidden=True)
def test_planted_patch_experiment(env, locally_connected_classifier, shared_kernel_classifier):
    """The locally connected classifier finds the patch's place; the one with a shared kernel cannot"""
    import numpy as np
    rng = np.random.default_rng(1164)
    labels = rng.integers(4, size=800)
    images = rng.normal(0, 0.7, size=(800, 1, 12, 12)).astype(np.float32)
    checker = 2 * (-1.0) ** np.add.outer(np.arange(3), np.arange(3))
    for image, label in zip(images[:, 0], labels):
        home = (1 + 7 * (label // 2), 1 + 7 * (label % 2))
        for row, column in [home, *rng.integers(3, 7, size=(3, 2))]:
            image[row:row + 3, column:column + 3] += checker
    accuracies = {}
    for name, classifier in [('local', locally_connected_classifier), ('shared', shared_kernel_classifier)]:
        assert callable(classifier), f'The {name} classifier does not exist: its cell did not run to the end.'
        logits = classifier(env['torch'].as_tensor(images))
        assert tuple(logits.shape) == (800, 4), f'The {name} classifier should give four logits for each image.'
        accuracies[name] = np.mean(np.asarray(env['torch'].argmax(logits, 1)) == labels)
    assert accuracies['local'] > 0.8, 'locally_connected_classifier does not tell the four places apart on new images. Does its loss fall, and is the layer in it the locally connected one?'
    assert accuracies['shared'] < 0.75, 'shared_kernel_classifier tells the four places apart, which a shared kernel followed by a spatial mean cannot. Which of its steps knows about position?'
