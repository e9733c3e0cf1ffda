"""Documented headers of responses, as typed properties. None: absent, or no such value."""

from __future__ import annotations
