# A window of another width in the notebook.
# file: notebook
smoothed = [1.5, 4.0, 4.0]
