"""The names of all fixed fields of OpenAPI objects, and the versions that added them, for
suggestions.

Those of all versions, since a misspelled name of another version is still a misspelled one.
"""

from __future__ import annotations

from collections.abc import Mapping

from .fields import METHODS
from .kinds import V31, V32, Version
from .kinds import ObjectKind as K

_SCALAR = """
    type format default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
    maxLength minLength pattern maxItems minItems uniqueItems enum items
    """
_PARAMETER = """
    description required deprecated allowEmptyValue style explode allowReserved schema
    example examples content collectionFormat
    """

_NAMES: Mapping[K, str] = {
    K.OPENAPI: """
        openapi swagger $self info jsonSchemaDialect servers paths webhooks components
        security tags externalDocs host basePath schemes consumes produces definitions
        parameters responses securityDefinitions
        """,
    K.INFO: "title summary description termsOfService contact license version",
    K.CONTACT: "name url email",
    K.LICENSE: "name identifier url",
    K.EXTERNAL_DOCS: "description url",
    K.TAG: "name summary description externalDocs parent kind",
    K.SERVER: "url description name variables",
    K.SERVER_VARIABLE: "enum default description",
    K.COMPONENTS: """
        schemas responses parameters examples requestBodies headers securitySchemes links
        callbacks pathItems mediaTypes
        """,
    K.PATH_ITEM: " ".join(
        (
            "$ref summary description servers parameters additionalOperations",
            *METHODS,
        )
    ),
    K.OPERATION: """
        tags summary description externalDocs operationId parameters requestBody responses
        callbacks deprecated security servers consumes produces schemes
        """,
    K.PARAMETER: f"name in {_PARAMETER} {_SCALAR}",
    K.HEADER: f"{_PARAMETER} {_SCALAR}",
    K.ITEMS: f"collectionFormat {_SCALAR}",
    K.REQUEST_BODY: "description content required",
    K.MEDIA_TYPE: """
        schema itemSchema example examples encoding prefixEncoding itemEncoding
        """,
    K.ENCODING: """
        contentType headers style explode allowReserved encoding prefixEncoding itemEncoding
        """,
    K.RESPONSES: "default",
    K.RESPONSE: "summary description headers content links schema examples",
    K.EXAMPLE: "summary description value externalValue dataValue serializedValue",
    K.LINK: "operationRef operationId parameters requestBody description server",
    K.SCHEMA: f"""
        $id $schema $ref $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor
        $vocabulary $comment $defs allOf anyOf oneOf not if then else dependentSchemas
        prefixItems contains properties patternProperties additionalProperties propertyNames
        unevaluatedItems unevaluatedProperties const maxContains minContains maxProperties
        minProperties required dependentRequired contentEncoding contentMediaType
        contentSchema title description deprecated readOnly writeOnly examples example
        definitions dependencies additionalItems nullable discriminator xml externalDocs
        {_SCALAR}
        """,
    K.DISCRIMINATOR: "propertyName mapping defaultMapping",
    K.XML: "name namespace prefix attribute wrapped nodeType",
    K.SECURITY_SCHEME: """
        type description name in scheme bearerFormat flows openIdConnectUrl
        oauth2MetadataUrl deprecated flow authorizationUrl tokenUrl scopes
        """,
    K.OAUTH_FLOWS: """
        implicit password clientCredentials authorizationCode deviceAuthorization
        """,
    K.OAUTH_FLOW: "authorizationUrl deviceAuthorizationUrl tokenUrl refreshUrl scopes",
}

FIXED_FIELDS: Mapping[K, frozenset[str]] = {
    kind: frozenset(names.split()) for kind, names in _NAMES.items()
}
"""Kind of object → the names of its fixed fields."""

_ADDED: Mapping[Version, Mapping[K, str]] = {
    V31: {
        K.OPENAPI: "jsonSchemaDialect webhooks",
        K.INFO: "summary",
        K.LICENSE: "identifier",
        K.COMPONENTS: "pathItems",
        K.SCHEMA: """
            $id $schema $anchor $dynamicRef $dynamicAnchor $comment $defs if then else
            dependentSchemas prefixItems contains patternProperties propertyNames
            unevaluatedItems unevaluatedProperties const maxContains minContains
            dependentRequired contentEncoding contentMediaType contentSchema examples
            """,
    },
    V32: {
        K.OPENAPI: "$self",
        K.TAG: "summary parent kind",
        K.SERVER: "name",
        K.COMPONENTS: "mediaTypes",
        K.PATH_ITEM: "query additionalOperations",
        K.MEDIA_TYPE: "itemSchema prefixEncoding itemEncoding",
        K.ENCODING: "encoding prefixEncoding itemEncoding",
        K.RESPONSE: "summary",
        K.EXAMPLE: "dataValue serializedValue",
        K.DISCRIMINATOR: "defaultMapping",
        K.XML: "nodeType",
        K.SECURITY_SCHEME: "oauth2MetadataUrl deprecated",
        K.OAUTH_FLOWS: "deviceAuthorization",
        K.OAUTH_FLOW: "deviceAuthorizationUrl",
    },
}

ADDED_FIELDS: Mapping[tuple[K, str], Version] = {
    (kind, name): version
    for version, fields in _ADDED.items()
    for kind, names in fields.items()
    for name in names.split()
}
"""Kind of object and name of a field → the version that added it, if that is after 3.0."""
