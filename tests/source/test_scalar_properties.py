"""Plain scalars of YAML: any text has a value, the one that JSON would give a number."""

from __future__ import annotations

import json
import math
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from trueup.diagnostics import Report
from trueup.source import parse, resolve_plain
from trueup.source.yaml_scalars import NotJson

NUMBERS = st.from_regex(
    r"[-+]?[0-9_.:eExXoObBaAfFnNiIlLuUtTrRsSyY~]{1,12}", fullmatch=True
)


@given(st.one_of(st.text(), NUMBERS))
@example("9" * 5000)
@example("-" + "9" * 5000)
@example("0x" + "f" * 5000)
@example("0o" + "7" * 5000)
@example("1e999999999")
@example("0." + "0" * 5000 + "1")
@example("١٢")
def test_scalar_is_finite_or_rejected(text: str) -> None:
    try:
        value = resolve_plain(text)
    except NotJson:
        return
    if isinstance(value, float):
        assert math.isfinite(value)
    if isinstance(value, int) and not isinstance(value, bool):
        float(value)  # within the range of a double
    if isinstance(value, str):
        assert value == text


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_json_number_has_the_same_value_in_yaml(number: int | float) -> None:
    value = resolve_plain(json.dumps(number))
    assert value == number and type(value) is type(number)


@given(
    st.text(
        alphabet=st.sampled_from(
            "&*!|>%@`'\"{}[],:?-# \t\r\n~aé\u0085\u2028\0\ufeff<0=\\"
        )
    )
)
def test_any_text_is_a_document_or_reported(text: str) -> None:
    report = Report()
    document = parse(text, Path("a.yaml"), report)
    assert document is not None or report.has_errors
    for diagnostic in report:
        span = diagnostic.span
        assert span is None or (span.line >= 1 and span.column >= 1)
