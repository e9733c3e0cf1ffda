"""Messages of a client about an `auth` that it refuses."""

from __future__ import annotations

import pytest

from trueup_runtime.client import ConfigurationError
from trueup_runtime.client.auth_validation import valid_auth
from trueup_runtime.client.credentials import ApiKeyScheme, Bearer, HttpScheme, Scheme

SCHEMES: dict[str, Scheme] = {
    "basic": HttpScheme("basic"),
    "key": ApiKeyScheme("header", "X-Key"),
}
EITHER = "`Basic(user, password)` for `basic`, or `ApiKey(...)` or a string for `key`"


@pytest.mark.parametrize(
    ("auth", "message"),
    [
        (5, f"`auth` is a `int`; expected {EITHER}"),
        (("a", "b", "c"), f"`auth` is a tuple of 3; expected {EITHER}"),
        (
            Bearer(b"t"),
            "the secret of `auth` is a `bytes`; expected a string or a function",
        ),
        (
            {"key": 5},
            "`auth['key']` is a `int`; expected `ApiKey(...)` or a string for `key`",
        ),
        (
            {"key": ("u", "p")},
            "`auth['key']` is a tuple of 2; expected `ApiKey(...)` or a string",
        ),
    ],
)
def test_refused_credential_is_named_with_what_is_expected(
    auth: object, message: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        valid_auth(auth, SCHEMES)
    assert str(caught.value) == message
