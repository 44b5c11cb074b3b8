"""Wrong: None.

appended: models.py
"""

MLP = None
