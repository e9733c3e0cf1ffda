"""The format of overlays, as a JSON Schema; unknown keys are not errors."""

from __future__ import annotations

from typing import Any

_STRING = {"type": "string"}

OVERLAY: dict[str, Any] = {
    "type": "object",
    "required": ["overlay", "info", "actions"],
    "properties": {
        "overlay": _STRING,
        "info": {
            "type": "object",
            "required": ["title", "version"],
            "properties": {
                "title": _STRING,
                "version": _STRING,
                "description": _STRING,
            },
        },
        "extends": _STRING,
        "actions": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["target"],
                "properties": {
                    "target": _STRING,
                    "description": _STRING,
                    "copy": _STRING,
                    "remove": {"type": "boolean"},
                },
            },
        },
    },
}
