"""The examples that the curated descriptions document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_SPECS = Path(__file__).parents[2] / "specs"


def example(operation: str, method: str, status: str) -> Any:
    """The JSON body of a response's first example.

    `operation` is the file below `specs/`, such as `oracle-ess/operations/cancel-request`.
    """
    text = (_SPECS / f"{operation}.yaml").read_text(encoding="utf-8")
    responses = yaml.safe_load(text)[method]["responses"]
    examples = responses[status]["content"]["application/json"]["examples"]
    return next(iter(examples.values()))["value"]
