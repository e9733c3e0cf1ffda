"""Explanations of the diagnostic codes of resolving references."""

EXPLANATIONS = {
    "invalid-ref": """\
A `$ref` must be a string that is a URI reference (RFC 3986). This is a warning for references
to examples, links and headers.""",
    "not-a-description": """\
The file has neither `openapi` nor `swagger` at the top level. If it is part of a description,
name the file that includes it.""",
    "ref-cycle": """\
References form a cycle that never reaches an object. For schemas this is a warning, and the
schema accepts any value.""",
    "ref-kind": """\
A reference leads to an object of the wrong kind, for example a parameter or a map of schemas
where a schema is expected. This is a warning where generation can continue: such a schema
accepts any value, such a response has no content.""",
    "ref-outside-root": """\
A reference leaves the project folder: the folder of the configuration file; without one, the
working directory, or the folder of the description if that is elsewhere. Otherwise a description
from an untrusted source could include any file. `--allow-outside` permits it.""",
    "remote-ref": """\
A reference to another machine is not followed. `--allow-remote=HOST` permits documents from one
host (repeatable), `--allow-remote` from any host; `allow_remote` in the configuration does the
same for one package. Only `https` with a valid certificate is used, and only hosts whose
addresses are all global; redirects must stay on the same host and port; size, number and
duration are limited; and a fetched document may not refer to local files. A port other than 443
must be allowed by name: `HOST:PORT`.""",
    "unknown-mapping": """\
A discriminator mapping names a schema that does not exist. Values that carry the mapped
discriminator value cannot be assigned to a variant.""",
    "unknown-operation": "A link names an operation that does not exist.",
    "unknown-security-scheme": """\
A security requirement names a scheme that is not defined under `securitySchemes`, so it cannot
be met.""",
    "unknown-version": "Supported versions of OpenAPI are 2.0, 3.0, 3.1 and 3.2.",
    "unresolved-ref": """\
The target of a reference does not exist. Nothing is generated until it is fixed. For examples,
links, headers and security schemes, which can be omitted, it is a warning. With
`--allow-missing`, or `allow_missing = true` in the configuration of the package, it always is: a
schema accepts any value, a response has unknown content, and anything else is omitted.""",
}
