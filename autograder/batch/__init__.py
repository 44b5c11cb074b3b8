"""Many submissions: what is handed in, graded on Dask, and what came out."""
