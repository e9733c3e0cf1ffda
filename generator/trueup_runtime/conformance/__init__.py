"""The conformance suite: client against description, server against description, and
client against server, by one file of vectors.

A generated suite names its package in a `Suite`, and has the tests of these modules.

| module | holds |
|---|---|
| `vectors` | the content of `vectors.json`: typed parameters and the exact wire |
| `suite` | the package that is tested, and which vectors each test is for |
| `wire` | requests taken apart again, by other code than wrote them |
| `equality` | when two JSON values are the same |
| `subjects` | the generated client |
| `serving` | the generated server with handlers that record |
| `targets` | the server that is tested: the generated one, or yours |
| `hooks`, `fixtures` | options, markers and the summary; the servers |
| `client_wire`, `examples`, `loop`, `sequences` | tests |
"""

import pytest

pytest.register_assert_rewrite(
    *(f"{__name__}.{name}" for name in ("client_wire", "examples", "loop", "sequences"))
)
