from otter.test_files import test_case

OK_FORMAT = False

name = "q1b"
points = None

@test_case(points=0, hidden=False)
def test_q1b_public_counts_are_in_order(counts):
    """Each kind of layer has its count, and sharing never adds weights"""
    assert counts is not None, 'counts does not exist yet: does the cell above run without an error?'
    for n, row in counts.items():
        names = {'dense', 'locally_connected', 'convolution'}
        assert set(row) == names, f"n = {n}: the names of the three kinds differ from the docstring's."
        assert all((type(value) is int for value in row.values())), f'n = {n}: a count is a whole number, a Python int.'
        ordered = row['convolution'] <= row['locally_connected'] <= row['dense']
        assert ordered, f'n = {n}: dense can use every entry, locally connected the windows, and a convolution shares one window: which has most?'
