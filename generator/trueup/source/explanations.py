"""Explanations of the diagnostic codes of loading."""

EXPLANATIONS = {
    "alias-bomb": """\
The aliases of the YAML file expand to far more values than the file contains. Such files are
made to exhaust memory. Write the values out if the description needs them.""",
    "duplicate-key": """\
A mapping has the same key twice. The last value is used; other parsers may use another one
(RFC 8259, section 4). Remove one of them.""",
    "empty-file": "The file is empty.",
    "invalid-character": "The file contains a character that its format does not allow.",
    "invalid-encoding": """\
The file is not valid UTF-8 or UTF-16. Save it as UTF-8.""",
    "invalid-json": """\
The file is not valid JSON (RFC 8259) at this location. If it is valid YAML nevertheless, for
example with a trailing comma, it is read as YAML and this is a warning.""",
    "invalid-key": "A key must be a string; lists, mappings and null are not allowed.",
    "invalid-merge": "The value of the merge key `<<` must be a mapping or a list of mappings.",
    "invalid-yaml": "The file is not valid YAML 1.2 at this location.",
    "lone-surrogate": """\
An escape such as `\\ud800` is half of a surrogate pair, which UTF-8 cannot encode. It is
replaced by U+FFFD.""",
    "not-json": """\
The value has no equivalent in JSON, such as an infinite number. It is read as a string; quote
it if a string is meant.""",
    "recursive-alias": "An alias occurs inside the value of its own anchor.",
    "several-documents": "The file must be one YAML document; `---` starts another.",
    "too-deep": "Values are nested, or references chained, beyond the supported depth.",
    "too-large": """\
A file exceeds the size limit, the description repeats shared parts too often (each operation
and each class contains what it uses), or generating needs more memory than is available.""",
    "unreadable-file": """\
A file cannot be opened or fetched; the message states the reason. With `--allow-missing`, a
file that does not exist is a warning.""",
    "unsupported-tag": "A YAML tag stands for a type that JSON does not have.",
}
