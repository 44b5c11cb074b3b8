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

    def wrong(said, idea):
        error = AssertionError(said)
        error.misconception = idea
        return error

    def array(tensor):
        return np.asarray(env['torch'].Tensor.detach(tensor), dtype=np.float64)

    def linear_map(features, logits):
        """Whether a linear layer can make the logits of the features."""
        known = np.column_stack([features.reshape(len(features), -1), np.ones(len(features))])
        if not np.isfinite(known).all() or not np.isfinite(logits).all():
            return False
        found = known @ np.linalg.lstsq(known, logits, rcond=None)[0]
        return np.abs(found - logits).max() < 0.001 * np.abs(logits).max()
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
    some = env['torch'].as_tensor(images[:200])
    local, layer, initial = (array(locally_connected_classifier(some)), env.get('local_layer'), env.get('initial_weight'))
    if local.min() >= 0 and np.abs(local.sum(1) - 1).max() < 0.0001:
        raise wrong('locally_connected_classifier does not give logits.', 'experiment-softmax')
    as_described = True
    if callable(layer) and initial is not None:
        maps = array(layer(some))
        seen = np.maximum(maps, 0)
        as_described = linear_map(seen.mean((2, 3)), local)
    if not as_described:
        others = {'experiment-relu-missing': maps.mean((2, 3)), 'experiment-maximum': seen.max((2, 3)), 'experiment-mean-over-channels': seen.mean(1), 'experiment-mean-of-each-row': seen.mean(3), 'experiment-mean-of-each-column': seen.mean(2)}
        ideas = [idea for idea, features in others.items() if linear_map(features, local)]
        if np.array_equal(array(layer.weight), array(initial)) and accuracies['local'] > 0.8:
            ideas = ['experiment-layer-copied']
        if ideas:
            raise wrong("locally_connected_classifier is not what patch_classifier's docstring says.", ideas[0])
    assert accuracies['local'] > 0.8, 'locally_connected_classifier does not tell the four places apart on new images. Does its loss fall, and is the layer in it the locally connected one, which the training has changed?'
    assert accuracies['shared'] < 0.75, 'shared_kernel_classifier tells the four places apart, which a shared kernel followed by a spatial mean cannot. Which of its steps knows about position?'
    assert as_described, "locally_connected_classifier is not what patch_classifier's docstring says: local_layer, ReLU, mean over all locations, linear. Go through its steps one by one."
