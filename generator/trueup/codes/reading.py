"""Codes of load, resolve, validate and lint's own."""

from __future__ import annotations

READING = {
    "alias-bomb": """\
Aliases of the YAML file unfold to far more values than the file holds. Files like that
are made to exhaust a machine; a description that means it can write the values out.""",
    "duplicate-key": """\
An object has two members of one name. The last one counts here; other readers may keep
another one (RFC 8259 section 4), so one should go.""",
    "empty-file": "There is nothing in the file.",
    "invalid-character": "The file holds a character that its format does not allow.",
    "invalid-encoding": """\
The bytes of the file are no text in UTF-8 or UTF-16. Save the file as UTF-8.""",
    "invalid-json": """\
The file breaks the grammar of JSON (RFC 8259) at this place. Where it can be read as YAML
nevertheless, as with a comma too many, it is, and this is a warning.""",
    "invalid-key": "JSON knows texts as keys only; a list, a mapping or null is none.",
    "invalid-merge": "`<<` merges mappings, and what it is given here is none.",
    "invalid-yaml": "The file breaks the grammar of YAML 1.2 at this place.",
    "lone-surrogate": """\
An escape such as `\\ud800` is half a character, which UTF-8 cannot write. U+FFFD is read
in its place.""",
    "not-json": """\
The value has no counterpart in JSON, such as a number that is infinite. It is read as a
text; quote it if that was meant.""",
    "recursive-alias": "An alias stands inside what it names, so it never ends.",
    "several-documents": "A description is one YAML document; `---` begins another.",
    "too-deep": """\
Values nest deeper, or references lead further, than any description needs.""",
    "too-large": """\
A file is larger than any description needs to be, or there is not enough memory for what
is to be made of a description.""",
    "unreadable-file": """\
A file cannot be opened or fetched; the message says why. `--allow-missing` goes on
without a file that does not exist.""",
    "unsupported-tag": "A YAML tag asks for a type that JSON does not have.",
}

RESOLVING = {
    "invalid-ref": """\
A reference is a text, and a URI reference (RFC 3986). It is a warning where an example, a
link or a header should stand.""",
    "not-a-description": """\
The file has neither `openapi` nor `swagger` at its top. It may be a part of a
description: name the file that includes it.""",
    "ref-cycle": """\
References lead to each other and never to an object. Of schemas it is a warning: they say
nothing.""",
    "ref-kind": """\
A reference leads to another kind of object than the place asks for: a parameter where
a schema is needed, for example. It is a warning where nothing need be known: such a schema
accepts any value, such a response has no content.""",
    "ref-outside-root": """\
A reference leaves the project: the folder of the configuration, or without one the
working directory, or the description's own folder where that is elsewhere. A description
from a stranger could read any file so. `--allow-outside` permits it.""",
    "remote-ref": """\
A reference leads to another machine, and is not followed. `--allow-remote=HOST` permits
documents of one host (repeatable), `--allow-remote` those of any host; `allow_remote` does the
same for a package in the configuration. Even then only `https` is used, with valid
certificates and on hosts whose addresses are all global; redirects must stay on the same
host and port; size, number and duration are bounded; and what is fetched may not refer to
local files. A port other than 443 must be allowed by name: `HOST:PORT`.""",
    "unknown-mapping": """\
A discriminator's mapping names a schema that does not exist. What carries that value
cannot be told apart.""",
    "unknown-operation": "A link names an operation that the description does not have.",
    "unknown-security-scheme": """\
A security requirement names a scheme that is not under `securitySchemes`, so nobody can
satisfy it.""",
    "unknown-version": "The versions 2.0, 3.0, 3.1 and 3.2 of OpenAPI are understood.",
    "unresolved-ref": """\
A reference leads to nothing, and nothing is generated until it is mended. An example, a
link, a header or a security scheme can be left out, so there it is a warning. So it is
everywhere with `--allow-missing`, or with `allow_missing = true` in the configuration of
the package: a schema accepts any value then, nothing is known of a response, and the rest
is left out.""",
}

JUDGING = {
    "invalid-description": """\
The description breaks a rule of the OpenAPI Specification. It is an error where the package
would lack an operation, a parameter, a body, an answer or a credential, and a warning where
it costs a type or a bound at most, where what was meant is understood, or where only people
read it.""",
    "unknown-rule": """\
The configuration sets the severity of a rule that is neither ours nor a plug-in's. Rules
are listed by `trueup rules`.""",
}
