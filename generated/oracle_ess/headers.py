"""Documented response headers as typed properties. None: absent or invalid."""

from __future__ import annotations
