"""Lower: a normalized `Spec` to `ir.Api`. Knows no Python.

| module | holds |
|---|---|
| `operations` | paths to operations and groups |
| `parameters`, `contents`, `responses`, `examples` | what an operation takes and gives |
| `media_types` | what the name of a media type says |
| `security`, `servers` | who may call, and where |
| `schemas/` | JSON Schema to types |
| `remainder` | tells what becomes no code |
| `usage` | which declarations requests, answers and forms hold |
| `tags` | members that only a discriminator names |
| `aliases` | breaks declarations that stand for nothing but each other |
| `octets` | bytes in forms, text in JSON |
| `direction` | two versions of what is read and written differently |
| `bundle`, `schema_forms` | every schema in one JSON Schema document |
| `context` | what lowering remembers |
"""

from __future__ import annotations

from .. import ir
from ..diagnostics import Report
from ..resolve import Spec
from .aliases import break_circles
from .bundle import DIALECT, collect
from .context import Context
from .direction import split
from .octets import settle_octets
from .operations import groups_of, operations_of
from .prose import said
from .schema_forms import both_forms
from .schemas import declare_components, declare_waiting
from .security import one_for_a_header, schemes_of, without_credentials
from .servers import servers_of
from .tags import declare_tags
from .usage import parted_by, usage_of

__all__ = ["lower"]


def lower(spec: Spec, report: Report) -> ir.Api:
    """The API that `spec` describes. Nothing is left out without a diagnostic."""
    ctx = Context(spec, report)
    declare_components(ctx)
    schemes = schemes_of(ctx)
    operations = operations_of(ctx, frozenset(scheme.name for scheme in schemes))
    operations = one_for_a_header(ctx, operations, schemes)
    operations = without_credentials(ctx, operations, schemes)
    declare_waiting(ctx)
    break_circles(ctx)
    declare_tags(ctx)
    parted = parted_by(ctx, operations)
    operations = settle_octets(ctx, operations, parted)
    usage = usage_of(operations)
    forms = both_forms(collect(ctx), usage.request_schemas)
    operations = split(ctx, operations, forms, usage)
    declarations = _in_order(ctx)
    info = spec.member(spec.root, "info") or spec.root
    return ir.Api(
        title=info.text("title"),
        version=info.text("version"),
        doc=said(info, "description", "summary"),
        servers=servers_of(spec.root),
        groups=groups_of(ctx, operations),
        declarations=declarations,
        security_schemes=schemes,
        # By name: what one operation adds moves no other definition.
        schemas={"$schema": DIALECT, "$defs": dict(sorted(forms.defs.items()))},
        by_key={each.key: each for each in declarations},
    )


def _in_order(ctx: Context) -> tuple[ir.Declaration, ...]:
    """Components first, then the others as they were found."""
    return tuple(
        [ctx.finished[key] for key in ctx.components]
        + [each for key, each in ctx.finished.items() if key not in ctx.components]
    )
