from otter.test_files import test_case

OK_FORMAT = False

name = "q1c"
points = None

@test_case(points=0, hidden=False)
def test_q1c_public_matrix_and_loop_agree(local_output, loop_output):
    """The matrix does what a loop over windows does"""
    import numpy as np
    assert local_output is not None, 'local_output does not exist yet: does the cell above run without an error?'
    seen, wanted = (np.asarray(local_output), np.asarray(loop_output))
    assert seen.shape == wanted.shape, 'The matrix should have one row and one column for each location.'
    wrong = ~np.isclose(seen, wanted, atol=1e-05)
    assert not wrong[1:-1].any(), 'The routes differ away from the border: which kernel does row i hold, and from which column on?'
    assert not wrong.any(), 'The routes differ at the border only: which entries of a kernel fall outside the matrix there?'
