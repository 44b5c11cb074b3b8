# Hoards memory in a cell.
# place: 2a
# loses: nothing

hoard = []
while True:
    hoard.append(bytearray(b"x" * 2**20))
