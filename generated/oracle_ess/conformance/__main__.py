"""Run the suite: `python -m <package>.conformance --app module:attribute`.

All arguments are those of pytest.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main([*sys.argv[1:], str(Path(__file__).parent)]))
