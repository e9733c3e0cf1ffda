"""Plan, the names that the configuration fixes: by the place that each is for.

Knows what can be pinned (schemas, their properties, operations, their parameters), not
what else wants the name.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping

from .. import ir
from ..diagnostics import Locatable, Report
from ..suggestions import did_you_mean
from .identifiers import Scope
from .quoting import Code

_PROPERTY = re.compile(r"(?<!/schemas)(?<!^/definitions)/properties/[^/]+$")


class Pins:
    """JSON pointers into the description, and the names of what stands there."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {
            pointer.removeprefix("#"): name
            for pointer, name in names.items()
            if name.isidentifier()  # `check_pins` reports the others
        }
        self._taken: set[str] = set()

    def name(self, place: Locatable | None) -> str | None:
        """The name of what stands there; what is shared has it wherever it is used."""
        if not self._names or place is None:  # to find a place's pointer takes time
            return None
        return self._names.get(place.span().pointer)

    def take(self, place: Locatable | None) -> str | None:
        """The same, for the first that asks: two classes cannot share a name."""
        found = self.name(place)
        if found is None or place is None:
            return None
        pointer = place.span().pointer
        if pointer in self._taken or _PROPERTY.search(pointer):
            return None  # a property's pin is its field's, not its type's
        self._taken.add(pointer)
        return found

    def claim(
        self, scope: Scope, name: str, place: Locatable | None, report: Report
    ) -> Code:
        """The pinned name, before anything else may claim it."""
        claimed = scope.claim(name)
        if claimed != name and place is not None:
            unusable(report, place.span().pointer, name, "the name is taken")
        return claimed


def check_pins(api: ir.Api, names: Mapping[str, str], report: Report) -> None:
    """Tells of pointers that lead to nothing and of names that are no identifiers.

    `api` is the whole one: what `exclude` leaves out may be pinned all the same.
    """
    if not names:
        return
    known = {place.span().pointer for place in _places(api) if place is not None}
    for pointer, name in names.items():
        if pointer.removeprefix("#") not in known:
            report.error(
                "unknown-name-override",
                f"`names` pins `{pointer}`, where nothing stands that gets a name",
                None,
                help=did_you_mean(pointer, known)
                or "schemas, properties, operations and parameters get names",
            )
        if not name.isidentifier() or keyword.iskeyword(name):
            unusable(report, pointer, name, "it is no identifier")


def report_clash(
    report: Report, subject: str, wanted: str, name: str, place: Locatable | None
) -> None:
    """Report that `subject` did not get the name that it would have alone."""
    pointer = place.span().pointer if place is not None else ""
    report.note(
        "name-clash",
        f"`{subject}` is generated as `{name}`, since `{wanted}` is taken",
        place,
        help=f'pin a name in the configuration: `names = {{ "{pointer}" = "…" }}`',
    )


def unusable(report: Report, pointer: str, name: str, reason: str) -> None:
    """Tells that a pinned name cannot be had, and why."""
    message = f"`names` pins `{pointer}` to `{name}`: {reason}"
    report.error("invalid-name-override", message, None, help="pin another name")


def _places(api: ir.Api) -> Iterator[Locatable | None]:
    for declaration in api.declarations:
        yield declaration.source_location
        if isinstance(declaration.type, ir.Object):
            yield from (field.source_location for field in declaration.type.fields)
    for operation in api.operations:
        yield operation.source_location
        yield from (parameter.source_location for parameter in operation.parameters)
