"""The context of one lowering run: its input, and the state of each pass."""

from __future__ import annotations

from msgspec import Struct, field

from .. import ir
from ..diagnostics import Report
from ..resolve import Node, Spec
from ..schemas.allof_inheritance import Inheritance, find_inheritance
from ..schemas.builder import BundleBuilder
from ..schemas.bundle import DiscriminatorValues
from ..schemas.keywords import Identity
from ..schemas.merged import SchemaReader
from .declarations import Declarations, Hint, reserve_components
from .size_limit import SizeLimit, size_limit


class Inference(Struct):
    """State of `types.inference`."""

    in_progress: dict[Identity, Hint] = field(default_factory=dict)
    pending: list[tuple[str, Node]] = field(default_factory=list)  # to be declared
    types: dict[Identity, ir.Type] = field(default_factory=dict)
    references: dict[Identity, ir.Type] = field(default_factory=dict)  # by target
    operations: dict[Identity, str] = field(default_factory=dict)  # ids
    depth: int = 0


class Context(Struct, frozen=True):
    """The input and the state of type inference.

    `types` fills `declarations` and `inference`, `types.discriminators` fills
    `variants`; who needs a pointer adds its schema to `bundle`.
    """

    spec: Spec
    report: Report
    schemas: SchemaReader
    bundle: BundleBuilder
    declarations: Declarations
    inheritance: Inheritance
    size: SizeLimit
    inference: Inference = field(default_factory=Inference)
    variants: dict[Identity, DiscriminatorValues] = field(default_factory=dict)


def context_of(spec: Spec, report: Report) -> Context:
    """Start a run: components are known by name before any type is inferred."""
    schemas = SchemaReader(spec, report)
    bundle = BundleBuilder()
    declarations = reserve_components(spec, bundle)
    inheritance = find_inheritance(schemas, declarations.components)
    size = size_limit(spec)
    return Context(spec, report, schemas, bundle, declarations, inheritance, size)
