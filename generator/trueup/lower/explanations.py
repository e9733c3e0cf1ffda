"""Explanations of the diagnostic codes of lowering: where code is less than described."""

EXPLANATIONS = {
    "callbacks-not-generated": """\
Callbacks are requests from the server to the client. No code is generated for them; schemas
under `components` that they use are generated as usual.""",
    "circular-alias": """\
A schema refers to itself without anything in between, so this part has no meaning.""",
    "conflicting-enums": """\
Several `enum`s apply at once and have no value in common, so no value is valid. The first one
determines the type.""",
    "conflicting-types": """\
Several types apply at once and exclude each other, so no value is valid. Typed as `Any`.""",
    "credential-parameter": """\
A parameter has the same name and location as a security scheme of the operation. The client
sends it once, from its credentials; the server checks it once, as a credential.""",
    "credentials-in-one-header": """\
Security schemes that all use the `Authorization` header, such as `basic` and `bearer`, are
required together. The header holds one credential, so no request could meet them; any one of
them is accepted. Alternatives are separate items in the list under `security`.""",
    "delimited-pattern": """\
A pattern is written `/^…$/`, as in JavaScript. The slashes are removed; with them, no value
would match.""",
    "discriminator-missing-property-name": """\
A discriminator without `propertyName` has no meaning and is ignored.""",
    "discriminator-on-non-objects": """\
A discriminator on values that are not objects has no property to read and is ignored.""",
    "discriminator-without-mapping": """\
No value of the discriminator is mapped to a variant of the union. Variants are distinguished by
their properties instead.""",
    "dynamic-reference": """\
No `$dynamicAnchor` of the schema itself has the name of its `$dynamicRef`. A schema that refers
to it and declares the anchor has the exact type; the schema itself accepts any value there.""",
    "empty-body": "A body without a media type cannot be serialized and is omitted.",
    "empty-enum": "An empty `enum` allows no value; it is ignored, since it is likely a mistake.",
    "empty-list": "An empty `allOf`, `anyOf` or `oneOf` has no meaning and is ignored.",
    "enum-of-objects": """\
An `enum` lists arrays or objects. No enumeration is generated; any array or object is accepted.""",
    "enum-type-mismatch": """\
An `enum` lists values that the `type` in another part of the schema excludes. They are
omitted.""",
    "external-example": """\
An example is given by `externalValue` only. It is not fetched, and no test is generated from
it.""",
    "header-name": """\
The name of a header or a cookie is not a valid token: letters, digits and some punctuation,
without spaces (RFC 9110, section 5.1). It is omitted from requests and responses.""",
    "integer-out-of-range": """\
An integer constant needs more than 64 bits, which the decoders of models do not support. The
models accept any integer; the server's validation checks the value.""",
    "invalid-style-for-location": """\
OpenAPI allows each style in certain parameter locations only, such as `matrix` in paths. The
default style of the location is used.""",
    "invalid-type": """\
A value has the wrong JSON type: `allOf`, `anyOf`, `oneOf` and lists of parameters must be
arrays, `properties` must be an object, a schema an object or a boolean, and a parameter must
have `name` and `in`. It is ignored.""",
    "links-not-generated": """\
Links relate the values of a response to parameters of another operation. No code is generated
for them; pass the values yourself.""",
    "mapping-outside-union": """\
A discriminator maps a value to a schema that is not a variant of the union. The value is
treated as unknown.""",
    "missing-schema": "No schema describes the value; it is typed as `str`.",
    "nesting-too-deep": """\
Schemas are nested too deeply for readable code. Everything below is typed as `Any`; move a
schema to `components` to give it a name and a type.""",
    "path-fragment": "A client never sends the part of a path after `#`.",
    "required-property-undefined": """\
A property is listed in `required` but not in `properties`. Typed as `Any`. It is a warning if
the name is similar to that of an optional property, which was probably meant.""",
    "security-unresolved": """\
Every alternative under `security` names a scheme that does not exist or is not supported.
Those schemes of an alternative that are supported are required; if none is, neither client nor
server requires credentials, although the description does.""",
    "serialized-example": """\
An example is given in serialized form only. No test is generated from it.""",
    "union-combination-limit": """\
Several unions apply at once, and the number of their combinations exceeds the limit. The first
one determines the type; all of them are in the JSON Schema.""",
    "unknown-parameter-location": """\
`in` must be `path`, `query`, `header` or `cookie` (3.2: also `querystring`).""",
    "unknown-scheme-type": """\
The type of a security scheme must be `apiKey`, `http`, `oauth2`, `openIdConnect` or
`mutualTLS`, and an API key is in `header`, `query` or `cookie`.""",
    "unknown-style": "The style is not defined by OpenAPI.",
    "unknown-type": """\
JSON Schema defines the types null, boolean, integer, number, string, array and object. Any
other type is typed as `Any`.""",
    "unstructured-body": """\
The schema of a body or a parameter describes structure, and OpenAPI does not define how its
media type serializes structure: XML, plain text, binary formats, or forms without named
properties. It is sent and received as `str` or `bytes`, already serialized.""",
    "unsupported-pattern": """\
A regular expression uses syntax that the validator does not support. It is documented and not
enforced.""",
    "unusable-method": """\
`additionalOperations` has a method that is not a valid HTTP method, or that the path already
has. The operation is omitted.""",
    "webhook-not-generated": """\
A webhook is a request that the service sends. `webhooks` has a function for each one, which
decodes its body; a webhook without a body has none.""",
}
