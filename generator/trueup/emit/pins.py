"""Names that the configuration pins: of schemas, properties, operations and parameters."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence

from .. import ir
from ..diagnostics import Locatable, Report
from ..suggestions import did_you_mean
from .identifiers import Claim, Scope, claim_names
from .quoting import Code

_PROPERTY = re.compile(r"(?<!/schemas)(?<!^/definitions)/properties/[^/]+$")


class Pins:
    """Pinned names by JSON pointer."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {
            pointer.removeprefix("#"): name
            for pointer, name in names.items()
            if name.isidentifier()  # `check_pins` reports the others
        }
        self._taken: set[str] = set()

    def name(self, location: Locatable | None) -> str | None:
        """The pinned name for a location; a shared parameter has it in all operations."""
        if not self._names or location is None:  # computing a span takes time
            return None
        return self._names.get(location.span().pointer)

    def take(self, location: Locatable | None) -> str | None:
        """The pinned name for the first use, since two classes cannot share a name."""
        name = self.name(location)
        if name is None or location is None:
            return None
        pointer = location.span().pointer
        if pointer in self._taken or _PROPERTY.search(pointer):
            return None  # the pin of a property names its field, not its type
        self._taken.add(pointer)
        return name

    def claim(
        self, scope: Scope, name: str, location: Locatable | None, report: Report
    ) -> Code:
        """Claim a pinned name, before any other names are claimed."""
        claimed = scope.claim(name)
        if claimed != name and location is not None:
            pointer, reason = location.span().pointer, "the name is taken"
            _report_invalid(report, pointer, name, reason, location)
        return claimed

    def claim_names(
        self,
        scope: Scope,
        claims: Sequence[tuple[Claim, Locatable | None]],
        report: Report,
    ) -> tuple[Code, ...]:
        """A name for each claim, in the same order: the pinned name for its location, or
        else the result of `identifiers.claim_names`."""
        if not self._names:
            return claim_names(scope, [claim for claim, _ in claims])
        names = {
            index: self.claim(scope, name, location, report)
            for index, (_, location) in enumerate(claims)
            if (name := self.name(location)) is not None
        }
        rest = [index for index in range(len(claims)) if index not in names]
        claimed = claim_names(scope, [claims[index][0] for index in rest])
        names |= dict(zip(rest, claimed, strict=True))
        return tuple(names[index] for index in range(len(claims)))


def check_pins(
    api: ir.Api, names: Mapping[str, str], location: Locatable | None, report: Report
) -> None:
    """Report pointers without a target, and names that are not identifiers.

    `location` is that of `names` in the configuration. `api` includes the operations that
    `exclude` removes, which may be pinned, too.
    """
    if not names:
        return
    locations = filter(None, _locations(api))
    known = {location.span().pointer for location in locations}
    for pointer, name in names.items():
        if pointer.removeprefix("#") not in known:
            report.error(
                "unknown-name-override",
                f"`names` pins `{pointer}`, which does not exist or has no name",
                location,
                help=did_you_mean(pointer, known)
                or "use the pointer of a schema, property, operation or parameter",
            )
        if not name.isidentifier() or keyword.iskeyword(name):
            reason = "it is not an identifier"
            _report_invalid(report, pointer, name, reason, location)


def report_clash(
    report: Report, subject: str, wanted: str, name: str, location: Locatable | None
) -> None:
    """Report that `subject` did not get its preferred name."""
    pointer = location.span().pointer if location is not None else ""
    report.note(
        "name-clash",
        f"`{subject}` is generated as `{name}`, since `{wanted}` is taken",
        location,
        help=f'pin a name in the configuration: `names = {{ "{pointer}" = "…" }}`',
    )


def _report_invalid(
    report: Report, pointer: str, name: str, reason: str, location: Locatable | None
) -> None:
    message = f"`names` pins `{pointer}` to `{name}`: {reason}"
    report.error("invalid-name-override", message, location, help="pin another name")


def _locations(api: ir.Api) -> Iterator[Locatable | None]:
    for declaration in api.declarations:
        yield declaration.source_location
        if isinstance(declaration.type, ir.Object):
            yield from (field.source_location for field in declaration.type.fields)
    for operation in api.operations:
        yield operation.source_location
        yield from (parameter.source_location for parameter in operation.parameters)
