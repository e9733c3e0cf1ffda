"""Rulesets of Spectral in YAML and JSON, as rules of `lint`.

| module | contents |
|---|---|
| `ruleset_files` | files, `extends`, `overrides` |
| `ruleset_schema`, `ruleset_checks` | the format, and validation by it |
| `definitions`, `definition_merges` | rules before compilation; the rules of `spectral:oas` |
| `compilation` | checks of paths, functions, patterns and messages |
| `enforcement` | rules of `lint`; messages and locations of violations |
| `description_formats`, `path_aliases`, `file_globs` | `formats`, `aliases`, globs |
| `jsonpath_syntax`, `jsonpath_evaluation` | JSONPath |
| `filter_syntax`, `filter_evaluation`, `js_values` | filters of JSONPath |
| `js_patterns` | regular expressions of JavaScript |
| `resolved_values` | values of a description with references replaced |
| `then_fields` | the values that `then` checks |
| `checked_values` | what functions check, and what they report |
| `core_functions`, `alphabetical_order`, `schema_function` | the functions of Spectral |
| `message_templates` | placeholders of messages |
"""

from .ruleset import Ruleset, documentation, read_ruleset

__all__ = ["Ruleset", "documentation", "read_ruleset"]
