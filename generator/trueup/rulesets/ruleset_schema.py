"""The format of rulesets, as a JSON Schema."""

from __future__ import annotations

from typing import Any

LEVELS = ("error", "warn", "info", "hint", "off")

SPECTRAL_FUNCTIONS = (
    *(
        "oasDiscriminator",
        "oasDocumentSchema",
        "oasExample",
        "oasOpFormDataConsumeCheck",
    ),
    *("oasOpIdUnique", "oasOpParams", "oasOpSuccessResponse", "oasPathParam"),
    *("oasSchema", "oasSecurityDefined", "oasTagDefined", "oasUnusedComponent"),
    *("refSiblings", "serverVariables", "uniquenessTags"),
)
"""Functions of `spectral:oas` that rules of others cannot use."""

_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_SEVERITY = {"enum": [*LEVELS, -1, 0, 1, 2, 3]}
_NAMES = {
    "type": "object",
    "required": ["properties"],
    "additionalProperties": False,
    "properties": {"properties": {**_STRINGS, "minItems": 2}},
}

_OPTIONS: dict[str, Any] = {
    "alphabetical": {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {"keyedBy": _STRING},
    },
    "casing": {
        "type": "object",
        "required": ["type"],
        "additionalProperties": False,
        "properties": {
            "type": {
                "enum": ["flat", "camel", "pascal", "kebab", "cobol", "snake", "macro"]
            },
            "disallowDigits": {"type": "boolean"},
            "separator": {
                "type": "object",
                "required": ["char"],
                "additionalProperties": False,
                "properties": {
                    "char": {"type": "string", "maxLength": 1},
                    "allowLeading": {"type": "boolean"},
                },
            },
        },
    },
    "enumeration": {
        "type": "object",
        "required": ["values"],
        "additionalProperties": False,
        "properties": {
            "values": {
                "type": "array",
                "items": {"type": ["string", "number", "null", "boolean"]},
            }
        },
    },
    "length": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"min": {"type": "number"}, "max": {"type": "number"}},
    },
    "or": _NAMES,
    "pattern": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"match": _STRING, "notMatch": _STRING},
    },
    "schema": {
        "type": "object",
        "required": ["schema"],
        "additionalProperties": False,
        "properties": {
            "schema": {"type": "object"},
            "dialect": {
                "enum": [
                    *("auto", "draft4", "draft6", "draft7", "draft2019-09"),
                    "draft2020-12",
                ]
            },
            "allErrors": {"type": "boolean"},
        },
    },
    "unreferencedReusableObject": {
        "type": "object",
        "required": ["reusableObjectsLocation"],
        "additionalProperties": False,
        "properties": {"reusableObjectsLocation": {"type": "string", "pattern": "^#"}},
    },
    "xor": _NAMES,
}
_REQUIRED = frozenset(_OPTIONS) - {"alphabetical"}

CORE_FUNCTIONS = (
    *_OPTIONS,
    *("defined", "falsy", "truthy", "typedEnum", "undefined"),
)


def _options_of(name: str) -> dict[str, Any]:
    """The condition that a use of a function has valid options."""
    options = {"properties": {"functionOptions": _OPTIONS.get(name, {"type": "null"})}}
    required = {"required": ["functionOptions"]} if name in _REQUIRED else {}
    return {
        "if": {"properties": {"function": {"const": name}}, "required": ["function"]},
        "then": {**options, **required},
    }


_THEN = {
    "type": "object",
    "required": ["function"],
    "properties": {"field": _STRING, "function": _STRING, "functionOptions": True},
    "allOf": [_options_of(name) for name in CORE_FUNCTIONS],
}
_PATHS = {**_STRINGS, "minItems": 1}
_GIVEN = {"if": {"type": "array"}, "then": _PATHS, "else": _STRING}

_DEFINITION = {
    "type": "object",
    "required": ["given", "then"],
    "additionalProperties": False,
    "patternProperties": {"^x-": True},
    "properties": {
        "description": _STRING,
        "documentationUrl": _STRING,
        "enabled": {"type": "boolean"},
        "extensions": {"type": "object"},
        "formats": _STRINGS,
        "given": _GIVEN,
        "message": _STRING,
        "recommended": {"type": "boolean"},
        "resolved": {"type": "boolean"},
        "severity": _SEVERITY,
        "tags": _STRINGS,
        "then": {
            "if": {"type": "array"},
            "then": {"type": "array", "items": _THEN},
            "else": _THEN,
        },
        "type": {"enum": ["style", "validation"]},
    },
}
_RULES = {
    "type": "object",
    "additionalProperties": {
        "if": {"type": "object"},
        "then": _DEFINITION,
        "else": {"enum": [*LEVELS, True, False, -1, 0, 1, 2, 3]},
    },
}
_EXTENDS = {
    "if": {"type": "array"},
    "then": {
        "type": "array",
        "items": {
            "if": {"type": "array"},
            "then": {
                "type": "array",
                "minItems": 2,
                "maxItems": 2,
                "prefixItems": [_STRING, {"enum": ["all", "recommended", "off"]}],
            },
            "else": _STRING,
        },
    },
    "else": _STRING,
}
_ALIASES = {
    "type": "object",
    "propertyNames": {"pattern": "^[A-Za-z][A-Za-z0-9_-]*$"},
    "additionalProperties": {
        "if": {"type": "object"},
        "then": {
            "type": "object",
            "required": ["targets"],
            "properties": {
                "description": _STRING,
                "targets": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["formats", "given"],
                        "properties": {"formats": _STRINGS, "given": _GIVEN},
                    },
                },
            },
        },
        "else": _GIVEN,
    },
}
_PARSER_OPTIONS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"duplicateKeys": _SEVERITY, "incompatibleValues": _SEVERITY},
}
_PARTS = {
    "aliases": _ALIASES,
    "extends": _EXTENDS,
    "formats": _STRINGS,
    "parserOptions": _PARSER_OPTIONS,
    "rules": _RULES,
}

RULESET: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "patternProperties": {"^x-": True},
    "properties": {
        **_PARTS,
        "description": _STRING,
        "documentationUrl": _STRING,
        "except": {"type": "object", "additionalProperties": _STRINGS},
        "functions": {"type": "array"},
        "functionsDir": _STRING,
        "overrides": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["files"],
                "additionalProperties": False,
                "properties": {
                    **_PARTS,
                    "files": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "string", "minLength": 1},
                    },
                },
            },
        },
    },
}
