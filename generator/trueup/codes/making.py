"""Codes of normalize, lower, select and plan: what could not be made faithfully."""

from __future__ import annotations

LOWERING = {
    "delimited-pattern": """\
A pattern is written `/^…$/`, as in JavaScript. The slashes are left out: with them it
would match no value.""",
    "discriminator-of-values": """\
A discriminator stands over values that are no objects, so it has nothing to look at and
is left out.""",
    "callbacks-not-generated": """\
Callbacks are called by the server. No code is generated for them; what they name under
`components` is generated all the same.""",
    "credential-parameter": """\
A parameter is what a security scheme of the operation names: the same key in the same
place. It is sent once, from the credentials of the client, and checked once, by the
security of the server.""",
    "credentials-in-one-header": """\
Security schemes are required together that are all sent in `Authorization`, such as
`basic` and `bearer`. The header holds one credential, so no request could meet them; any
one of them is enough. Alternatives are items of their own in the list under `security`.""",
    "dynamic-reference": """\
A `$dynamicRef` means one schema or another, depending on which schema it is reached from.
Types and validators are the same wherever they are used, so it stands for any value. One
`$dynamicAnchor` of the name alone is followed as any `$ref`.""",
    "form-as-text": """\
A URL-encoded form whose schema names no members, such as a string. It is sent and
received as text, already encoded.""",
    "header-name": """\
A header or a cookie is called what no message can hold: names of headers are letters,
digits and some marks, without spaces (RFC 9110, section 5.1). It is left out of requests
and of answers.""",
    "links-not-generated": """\
Links say how an answer's values fit the parameters of another operation. No code is
generated for them: pass the values yourself.""",
    "enum-of-structures": """\
An `enum` lists arrays or objects. They do not become an enumeration; any value of that
shape is taken.""",
    "exponential-validation": """\
Alternatives of `anyOf` or `oneOf` refer to the same definitions, and these do so again for
the next level of the value. A validator tries each definition once for every way that
leads to it: twice as many with each level. The server counts the steps before it
validates such a request, and answers 400 where there would be too many.""",
    "external-example": """\
An example is given by address only. Nothing is fetched, so no test is made of it.""",
    "mapping-outside-union": """\
A discriminator maps a value to a schema that is none of the variants. The value is
treated as an unknown one.""",
    "multipart-as-bytes": """\
A multipart body whose schema names no members, such as `multipart/mixed` with a list of
parts. It is sent and received as bytes.""",
    "octets-with-structure": """\
The body has a media type whose structure cannot be known, and a schema that describes
one. It is sent and received as bytes.""",
    "path-fragment": "What follows `#` in a path never leaves the client.",
    "required-undescribed": """\
A member is listed as required and described nowhere. It can hold anything.""",
    "serialized-example": """\
An example is given as the text on the wire only. No test is made of it.""",
    "text-as-text": """\
A format with a structured schema, and nothing says how the structure is written in it,
so the body, or the parameter, is a text.""",
    "unusable-method": """\
`additionalOperations` names a method that no request can have, or that the path has
already. The operation is left out.""",
    "unsupported-pattern": """\
A regular expression uses what our readers cannot judge. It is documented, and values
are not held against it.""",
    "unsupported-scheme": """\
None of the transfer protocols is `http` or `https`, and no other is spoken.""",
    "wide-constant": """\
No reader of models knows single integers of more than 64 bits, so any integer is taken.
The server's validation knows the values.""",
    "webhook-not-generated": """\
A webhook is called by the server. No code is generated for it.""",
    "xml-as-text": """\
A body is XML. Structures are not mapped to XML; the body is a text.""",
    "circular-alias": """\
A schema stands for itself without anything between, so that part means nothing.""",
    "conflicting-enums": """\
Several enumerations hold at once and have no value in common. No value is valid; the
first one shapes the type.""",
    "conflicting-types": """\
Several types hold at once and exclude each other. No value is valid; any is read.""",
    "discriminator-unmapped": """\
No value of the discriminator is tied to a variant of the union, so variants are told
apart by their members.""",
    "discriminator-unnamed": "A discriminator without `propertyName` says nothing.",
    "empty-body": "A body without a media type cannot be written.",
    "empty-enum": "No value satisfies an empty `enum`; it is taken for a slip.",
    "empty-list": "A combination of no schemas says nothing.",
    "enum-type-mismatch": """\
An `enum` lists values that the `type` of another part of the schema excludes. They are
left out.""",
    "misplaced-style": """\
OpenAPI ties each style to certain places, such as `matrix` to paths. The place's own
style is used.""",
    "missing-schema": "Nothing says what this holds, so it is a text.",
    "nesting-too-deep": """\
Schemas nest deeper than code can be read. What is below is any value; a schema under
`components` would give it a name and a type.""",
    "not-a-list": "`allOf`, `anyOf` and `oneOf` hold lists.",
    "not-a-parameter": "Without `name` and `in` nobody knows what to send where.",
    "not-a-schema": "A schema is an object or a boolean.",
    "not-an-object": "`properties` maps names to schemas.",
    "security-left-out": """\
Every alternative under `security` names a scheme that is not there, or that nothing is known
of. What is known of them is asked for; where nothing is, neither a client nor a server asks
for credentials, though the description means them to.""",
    "unions-too-wide": """\
Several unions hold at once, and their combinations would be too many to name. The first
one shapes the type; all of them are in the JSON Schema.""",
    "unknown-parameter-location": """\
Parameters stand `in` path, query, header or cookie (3.2: querystring).""",
    "unknown-scheme-type": """\
Security schemes are `apiKey`, `http`, `oauth2`, `openIdConnect` and `mutualTLS`.""",
    "unknown-style": "The style is none that OpenAPI knows.",
    "unknown-type": """\
JSON Schema knows null, boolean, integer, number, string, array and object. What is
called otherwise is any value.""",
}

PLANNING = {
    "missing-formatter": """\
The configuration asks for a formatter that is not installed, and nothing was made. Install
it, or choose the other of `ruff` and `black`: both give the same bytes.""",
    "name-clash": """\
Two things want one name in Python. The one whose author wrote exactly that name gets it,
else the one with the shorter path or the earlier place; the message shows the name of the
other. `names` in the configuration pins a name.""",
    "ambiguous-query": """\
Two parameters of a query are objects whose members stand there by their own names, and
both take any name. Nothing tells whose a pair is, so each object gets all that no other
parameter names. What a client of ours sends, any other server has to guess as well.""",
    "no-validation-response": """\
The server stub refuses requests that break the description, and the operation does not
say how such a refusal looks. It answers by RFC 9457.""",
    "nothing-selected": "`include` and `exclude` leave no operation, so nothing is made.",
    "unknown-pin": """\
`names` in the configuration pins the name of something that the description does not have
(any more). The key is a JSON pointer: `/components/schemas/Pet` (2.0: `/definitions/Pet`),
a property `/components/schemas/Pet/properties/id`, an operation `/paths/~1pets/get`, or a
parameter `/paths/~1pets/get/parameters/0`.""",
    "unknown-selection": """\
`include` or `exclude` names something that the description does not have (any more).""",
    "unusable-pin": """\
A name that `names` in the configuration pins is no identifier, or is taken by something
that cannot be called otherwise.""",
    "unknown-target": """\
Targets are `client`, `server`, `conformance` and those of installed plug-ins.""",
}
