"""Credentials in the code blocks of `README.md`."""

from __future__ import annotations

from collections.abc import Iterable

from ... import ir
from ...emit import value_expressions as expressions
from ...emit.quoting import Code

_BASIC = Code("Basic")
_API_KEY = Code("ApiKey")
_PASSWORD = Code('"your-password"')
_TOKEN = Code('"your-token"')


def credential_classes(schemes: Iterable[ir.Scheme]) -> list[Code]:
    """The classes of the credentials that `shortest_credential` writes."""
    classes = {
        _API_KEY if _is_in_query(scheme) else _BASIC
        for scheme in schemes
        if _is_in_query(scheme) or _is_basic(scheme)
    }
    return list(classes)


def shortest_credential(scheme: ir.Scheme) -> Code:
    """The shortest credential that fits a scheme."""
    if _is_basic(scheme):
        return expressions.call(_BASIC, Code('"your-user"'), _PASSWORD)
    if _is_in_query(scheme):
        return expressions.call(_API_KEY, Code('"your-api-key"'))
    return Code('"your-api-key"') if isinstance(scheme, ir.ApiKey) else _TOKEN


def explicit_credential(
    scheme: ir.Scheme,
) -> tuple[Code, Code | None, tuple[Code, ...]]:
    """A comment on the credential of a scheme, its class, and the arguments of that."""
    match scheme:
        case ir.ApiKey(ir.Location.HEADER):
            comment = Code("An API key in a header.")
            return comment, Code("ApiKey"), (Code('"your-api-key"'),)
        case ir.ApiKey(ir.Location.COOKIE):
            comment = Code("An API key in a cookie.")
            return comment, Code("ApiKey"), (Code('"your-api-key"'),)
        case ir.ApiKey():
            comment = Code("An API key in the query.")
            return comment, Code("ApiKey"), (Code('"your-api-key"'),)
        case ir.HttpAuth() if _is_basic(scheme):
            return Code("HTTP Basic."), _BASIC, (Code('"your-user"'), _PASSWORD)
        case ir.HttpAuth("bearer"):
            comment = Code(
                "A bearer token, or a function that returns the current one."
            )
            return comment, Code("Bearer"), (_TOKEN,)
        case ir.HttpAuth():
            comment = Code("The value of `Authorization` after the name of the scheme.")
            return comment, None, (Code('"your-credential"'),)
        case ir.OAuth2(flows) if _fetches_tokens(flows):
            comment = Code("OAuth 2: the client fetches tokens; `Bearer` takes one.")
            arguments = (Code('"your-client-id"'), Code('"your-client-secret"'))
            return comment, Code("ClientCredentials"), arguments
        case _:
            comment = Code(
                "An access token, or a function that returns the current one."
            )
            return comment, Code("Bearer"), (_TOKEN,)


def _fetches_tokens(flows: Iterable[ir.Flow]) -> bool:
    return any(flow.kind == "client-credentials" and flow.token_url for flow in flows)


def _is_basic(scheme: ir.Scheme | None) -> bool:
    return isinstance(scheme, ir.HttpAuth) and scheme.scheme.lower() == "basic"


def _is_in_query(scheme: ir.Scheme) -> bool:
    return isinstance(scheme, ir.ApiKey) and scheme.location is ir.Location.QUERY
