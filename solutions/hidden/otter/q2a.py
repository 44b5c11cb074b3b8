from otter.test_files import test_case

OK_FORMAT = False

name = "q2a"
points = None

@test_case(points=0, hidden=False)
def test_q2a_public_models_give_logits(env, mlp, cnn):
    """Both models give ten logits an image"""
    for name, model in [('mlp', mlp), ('cnn', cnn)]:
        assert callable(model), f'{name} does not exist yet: does its cell run without an error?'
        logits = model(env['torch'].zeros(2, *env['lab'].IMAGE_SHAPE))
        assert tuple(logits.shape) == (2, 10), f'{name} should map images (N, C, H, W) to logits (N, 10).'

@test_case(points=0, hidden=False)
def test_q2a_public_training_helps(mlp_history, cnn_history):
    """Both losses fall in training"""
    for name, history in [('mlp_history', mlp_history), ('cnn_history', cnn_history)]:
        assert history is not None, f'{name} does not exist yet: does its cell run without an error?'
        losses = list(history.losses)
        early, late = (sum(losses[:10]) / 10, sum(losses[-10:]) / 10)
        assert late < early, f'The loss in {name} does not fall. Do all layers take part, and does the model return logits without a softmax?'
