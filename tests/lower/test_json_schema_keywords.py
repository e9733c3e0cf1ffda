"""The table of keywords: the one place that says what a keyword is."""

from __future__ import annotations

from trueup.json_schema_keywords import KEYWORDS
from trueup_runtime.server import validators


def test_validation_errors_point_at_every_keyword_without_schemas() -> None:
    """The server explains `contains` as a whole; does not validate encodings."""
    expected = {
        name
        for name, keyword in KEYWORDS.items()
        if keyword.validates and keyword.subschemas is None
    }
    exempt = {"minContains", "maxContains", "contentEncoding"}
    assert expected - exempt == validators.LEAVES
