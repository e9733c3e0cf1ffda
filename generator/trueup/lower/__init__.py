"""Lower a normalized `Spec` to `ir.Api`.

| module | contents |
|---|---|
| `operations` | operations of all paths, and their groups |
| `parameters`, `contents`, `form_parts` | the parts of a request |
| `headers`, `responses`, `examples` | the parts of a response |
| `values` | the values of parameters and headers |
| `security`, `credentials`, `servers` | security schemes and requirements; servers |
| `types/` | types from JSON Schemas |
| `webhook_bodies` | the bodies of requests that the service sends |
| `unsupported` | parts of a description for which nothing is generated |
| `alias_cycles` | declarations that are only aliases of each other |
| `event_data` | data of events that is JSON |
| `discriminator_fields` | fields for discriminators that variants do not declare |
| `merge_patches` | bodies of merge patches, in which properties may be null |
| `open_literals` | literals of enumerations that responses may extend |
| `usage` | which declarations are used in requests, in responses and in forms |
| `binary` | raw bytes in bodies and forms, strings in JSON |
| `request_response_split` | request and response variants, by `readOnly` and `writeOnly` |
| `context`, `declarations` | the state of the passes that infer types |
"""

from __future__ import annotations

from .. import ir
from ..diagnostics import Report
from ..resolve import Spec
from ..schemas.bundle import DIALECT
from ..source import Node
from .alias_cycles import break_alias_cycles
from .binary import restrict_binary
from .commonmark import description_of
from .context import Context, context_of
from .credentials import restrict_credentials
from .declarations import Draft
from .discriminator_fields import add_discriminator_fields
from .event_data import type_event_data
from .merge_patches import add_merge_patches
from .open_literals import open_literals
from .operations import groups_of, operations_of
from .request_response_split import split_by_direction
from .security import SecuritySchemes, security_schemes_of
from .servers import servers_of
from .types import declare_components, declare_pending
from .untyped_fields import type_untyped_fields
from .webhook_bodies import webhooks_of

__all__ = ["lower"]


def lower(spec: Spec, report: Report) -> ir.Api:
    """Lower `spec` to an API; report the parts that cannot be represented."""
    ctx = context_of(spec, report)
    schemes = security_schemes_of(spec, report)
    draft = _with_types(ctx, schemes)
    draft = restrict_credentials(draft, schemes, report)
    draft = break_alias_cycles(draft, report)
    draft = add_discriminator_fields(ctx, draft)
    draft = type_untyped_fields(draft)
    draft = restrict_binary(draft)
    draft, definitions = split_by_direction(ctx, draft)
    draft = open_literals(draft)
    draft, definitions = add_merge_patches(ctx, draft, definitions)

    by_key = {key: draft.declarations[key] for key in ctx.declarations.components}
    by_key.update(draft.declarations)
    info = spec.member(spec.root, "info") or spec.root
    return ir.Api(
        title=info.text("title"),
        version=info.text("version"),
        doc=description_of(info, "description", "summary"),
        servers=servers_of(spec.root),
        groups=groups_of(ctx, draft.operations),
        declarations=tuple(by_key.values()),
        security_schemes=schemes.schemes,
        # Sorted, so that a change of one operation moves no other definition.
        schemas={"$schema": DIALECT, "$defs": dict(sorted(definitions.items()))},
        webhooks=draft.webhooks,
        license=_license(spec, info),
        by_key=by_key,
    )


def _license(spec: Spec, info: Node) -> ir.License | None:
    node = spec.member(info, "license")
    if node is None:
        return None
    texts = (node.text(key).strip() for key in ("name", "identifier", "url"))
    license = ir.License(*texts)
    return license if license.name or license.identifier else None


def _with_types(ctx: Context, schemes: SecuritySchemes) -> Draft:
    """Infer the types of all components and operations, and declare them."""
    declare_components(ctx)
    operations = operations_of(ctx, schemes)
    webhooks = webhooks_of(ctx)
    declare_pending(ctx)
    operations = type_event_data(ctx, operations)
    declare_pending(ctx)
    return Draft(operations, ctx.declarations.by_key, webhooks)
