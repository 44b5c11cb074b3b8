"""An engine that grades Python homework behind a wall, and knows none."""

import sys

# jsonschema imports this wherever it is installed (JupyterLab brings it) to check a kind of address that no schema here
# has: 1.6 seconds and 30 MB in every process. None makes it look as if it were not there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__version__ = "1.0.0"
