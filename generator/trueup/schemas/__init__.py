"""JSON Schemas of a normalized description: their meaning, and one document of them all.

| module | contents |
|---|---|
| `keywords` | keywords by the type of their value |
| `merged` | everything that applies to a value, `allOf` and `$ref` followed |
| `json_types`, `constants`, `nullability` | what a merged schema allows |
| `builder` | which schemas are definitions, and the pointers to them |
| `bundle`, `constraints`, `patterns` | schemas as definitions of one JSON Schema document |
| `allof_inheritance` | schemas with a discriminator that others include by `allOf` |
| `request_variants` | definitions for requests, where `readOnly` makes them differ |
"""
