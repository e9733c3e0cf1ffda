"""The conformance suite: client against description, server against description, and
client against server, by one file of vectors.

A generated suite names its package in a `Suite`, and imports the tests of these modules.

| module | content |
|---|---|
| `vectors`, `vectors_file` | typed values and the exact wire; the file that has them |
| `suite` | the package under test, and the vectors of each test |
| `wire` | requests, decoded independently of the code that encodes them |
| `equality` | equality of JSON values in meaning |
| `subjects` | the generated client |
| `serving` | the generated server with handlers that record |
| `targets`, `credentials` | the server under test: the generated one, or yours |
| `exchanges` | requests over HTTP, and bounded reading of responses |
| `in_process`, `event_loop` | an application in this process, its loop and lifespan |
| `resources`, `resource_ids` | resources that exist or are created first, and their ids |
| `response_checks`, `checker` | checks of responses against the description |
| `reproduction`, `results` | commands that reproduce a failure; results by operation |
| `hooks`, `fixtures`, `preflight` | options, markers and the summary; the servers |
| `client_wire`, `examples`, `loop`, `sequences`, `server` | tests |
"""

import pytest

pytest.register_assert_rewrite(
    *(f"{__name__}.{name}" for name in ("client_wire", "examples", "loop", "sequences"))
)
