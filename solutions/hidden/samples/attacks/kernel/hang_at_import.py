"""Never ends to be imported.

file: models.py
loses: 2a 2d
"""

while True:
    pass
