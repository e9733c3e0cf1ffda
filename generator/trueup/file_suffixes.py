"""Suffixes of files."""

from __future__ import annotations

from typing import Final

DESCRIPTION_SUFFIXES: Final = (".yaml", ".yml", ".json")
"""Those of descriptions, and of rulesets."""
