"""What stands in requests and replies, black leaves alone."""

from __future__ import annotations

import black
from hypothesis import given
from hypothesis import strategies as st

from trueup import ir
from trueup.emit.annotated_names import AnnotatedName
from trueup.emit.imports import Imports
from trueup.emit.quoting import Code
from trueup.targets.server.fields import body_fields, field

WIDTHS = st.integers(1, 80)


def is_stable(item: AnnotatedName) -> bool:
    default = f" = {item.default}" if item.default else ""
    code = f"class ResponseSpec(Struct):\n    {item.name}: {item.annotation}{default}\n"
    is_wide = max(map(len, code.split("\n"))) > black.Mode().line_length
    return is_wide or black.format_str(code, mode=black.Mode()) == code


@given(WIDTHS, WIDTHS, st.booleans())
def test_a_field_is_stable(name: int, width: int, needed: bool) -> None:
    annotation = "A" * width + ("" if needed else " | None")
    assert is_stable(field(Code("n" * name), Code(annotation), needed))


@given(st.lists(WIDTHS, min_size=2, max_size=4), st.booleans(), st.booleans())
def test_the_media_type_is_stable(
    widths: list[int], needed: bool, chosen: bool
) -> None:
    kind = ir.Primitive(ir.Scalar.BINARY)
    contents = [
        ir.Content(f"a/{index}{'b' * width}", kind)
        for index, width in enumerate(widths)
    ]
    imports = Imports()
    _, media_type = body_fields(contents, imports, needed, is_request=chosen)
    assert is_stable(media_type)
