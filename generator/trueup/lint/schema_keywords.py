"""Keywords of JSON Schema 2020-12 and of OpenAPI."""

from __future__ import annotations

ANNOTATIONS = frozenset(
    {
        *("$comment", "default", "deprecated", "description", "example", "examples"),
        *("externalDocs", "readOnly", "title", "writeOnly", "xml"),
    }
)
"""Keywords that do not restrict values."""

KEYWORDS = ANNOTATIONS | {
    *("$anchor", "$defs", "$dynamicAnchor", "$dynamicRef", "$id", "$ref", "$schema"),
    *("$vocabulary", "additionalItems", "additionalProperties", "allOf", "anyOf"),
    *("const", "contains", "contentEncoding", "contentMediaType", "contentSchema"),
    *("definitions", "dependencies", "dependentRequired", "dependentSchemas"),
    *("discriminator", "else", "enum", "exclusiveMaximum", "exclusiveMinimum"),
    *("format", "if", "items", "maxContains", "maxItems", "maxLength"),
    *("maxProperties", "maximum", "minContains", "minItems", "minLength"),
    *("minProperties", "minimum", "multipleOf", "not", "nullable", "oneOf", "pattern"),
    *("patternProperties", "prefixItems", "properties", "propertyNames", "required"),
    *("then", "type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems"),
}
