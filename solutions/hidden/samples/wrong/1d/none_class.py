"""Wrong: None class.

appended: locally_connected.py
"""

LocallyConnected2d = None
