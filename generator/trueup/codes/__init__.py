"""What the findings of the stages mean. Rules of `lint` document themselves."""

from __future__ import annotations

from collections.abc import Mapping

from .making import LOWERING, PLANNING
from .reading import JUDGING, READING, RESOLVING
from .writing import WRITING

__all__ = ["CODES", "explanation"]

CODES: Mapping[str, str] = {
    **READING,
    **RESOLVING,
    **JUDGING,
    **LOWERING,
    **PLANNING,
    **WRITING,
}
"""Code → explanation, in the order of the stages."""


def explanation(code: str) -> str | None:
    """Why a stage says `code` and what to do; None if no stage does."""
    return CODES.get(code)
