"""Client, server, suite and generator agree on which media types are JSON."""

from __future__ import annotations

import pytest

from trueup import media_types
from trueup_runtime.client import media
from trueup_runtime.conformance import wire
from trueup_runtime.server.negotiation import media_type

JSON = (
    "application/json",
    "Application/JSON; charset=utf-8",
    "text/json",
    "application/problem+json",
    "application/vnd.api+json;version=1",
    "application/geo+json",
)
OTHERS = (
    "application/stream+json",  # a sequence, in spite of its suffix
    "application/Stream+JSON; charset=utf-8",
    "application/json-seq",
    "application/geo+json-seq",
    "application/x-ndjson",
    "application/jsonl",
    "application/jsonpatch",
    "application/xml",
    "text/plain",
)


@pytest.mark.parametrize("name", [*JSON, *OTHERS])
def test_client_server_and_generator_agree_whether_a_media_type_is_json(
    name: str,
) -> None:
    parsed = media_type(name)
    assert parsed is not None
    verdicts = {
        "generator": media_types.is_json(name),
        "client": media.is_json(name),
        "server": parsed.is_json,
        "suite": wire.is_json(name),
    }
    assert set(verdicts.values()) == {name in JSON}, verdicts


@pytest.mark.parametrize("name", [*sorted(media_types.JSON_LINES), *JSON])
def test_client_and_generator_agree_on_json_lines(name: str) -> None:
    is_known = media_types.essence(name) in media_types.JSON_LINES
    assert media.is_json_lines(name) is is_known
