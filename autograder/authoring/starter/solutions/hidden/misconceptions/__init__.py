"""Known wrong ideas about this homework, one file each."""
