"""Explanations of the diagnostic codes of planning."""

EXPLANATIONS = {
    "ambiguous-query": """\
Two query parameters are objects whose properties are query keys of their own, and both allow any
key. Keys cannot be assigned to one of them, so each object gets all keys that belong to no other
parameter.""",
    "exponential-validation": """\
Alternatives of `anyOf` or `oneOf` refer to the same definitions, which do so again for the next
level of the value. A validator checks each definition once for every path to it: twice as often
with each level. The server counts the steps before it validates such a request, and rejects the
request with 400 if there are too many.""",
    "no-validation-response": """\
The server rejects requests that violate the description, and the operation does not document
such a response. The server responds with problem details (RFC 9457).""",
    "unknown-license": """\
A distribution states the license of the description: `license` in `pyproject.toml` needs an SPDX
expression, such as `Apache-2.0`. It comes from `info.license.identifier`, or from a name or a URL
that is known. Otherwise `pyproject.toml` states no license, until the configuration does:
`distribution = { name = "…", license = "Apache-2.0" }`. A file `LICENSE` of yours is kept, and
included.""",
    "unknown-target": """\
Targets are `client`, `server`, `conformance` and those of installed plug-ins.""",
    "unusable-version": """\
A distribution has the version of the description, if that is a version of Python packages
(PEP 440), such as `1.2.0`. This description states none, or one that cannot be published: a date
such as `2024-10`, or a local version such as `1.0+abc`. The distribution has version 0.1.0 until
the configuration states one.""",
}
