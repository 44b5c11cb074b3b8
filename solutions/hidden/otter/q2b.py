from otter.test_files import test_case

OK_FORMAT = False

name = "q2b"
points = None

@test_case(points=0, hidden=False)
def test_q2b_public_errors_are_sizes(errors):
    """An equivariance error is a size: a float, never negative"""
    assert errors is not None and len(errors) == 2, 'The cell above has not run to its end: does a line of it fail?'
    for name, by_margin in errors.items():
        assert all((type(error) is float for error in by_margin.values())), f'{name}: equivariance_error returns a Python float, not a tensor.'
        assert all((error >= 0 for error in by_margin.values())), f'{name}: a norm is never negative, nor is it NaN.'

@test_case(points=0, hidden=False)
def test_q2b_public_a_pixelwise_map_has_no_error(env):
    """A map that treats every pixel alike has no error"""
    equivariance_error, torch = (env.get('equivariance_error'), env.get('torch'))
    assert callable(equivariance_error), 'equivariance_error is not there: does the cell above run without an error?'
    images = torch.arange(40.0).reshape(1, 1, 5, 8)
    error = equivariance_error(torch.square, images, (1, -2))
    assert error < 1e-06, 'Squaring each pixel commutes with every shift, and yet the error is not zero: which pixels do you compare?'
