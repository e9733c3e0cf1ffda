"""The runtime of clients is tested as the package that it becomes: `_runtime`."""

from __future__ import annotations

import sys
from pathlib import Path

_CLIENT = Path(__file__).parents[2] / "templates" / "client"
sys.path.insert(0, str(_CLIENT))
