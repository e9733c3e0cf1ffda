"""Views of `webhooks.py`: one function per webhook, which decodes its body."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.annotated_names import splits_parameters
from ...emit.annotation_expressions import union
from ...emit.bodies import body_type, concrete
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.webhook_names import WebhookSymbols
from ..module_files import ModulePart
from .expressions import BodyView, body_view, import_iterator

WEBHOOKS_DOC = docstring(
    "Webhooks: decode the bodies of the requests that the service sends."
)


class WebhookView(Struct, frozen=True):
    name: Code
    constant: Code
    content_type: Code  # the default
    data: Code  # annotations: of the data, and of a string
    text: Code
    flag: Code
    result: Code
    splits_parameters: bool
    doc: Code
    bodies: tuple[BodyView, ...]


class WebhooksView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    exports: tuple[Code, ...]
    webhooks: tuple[WebhookView, ...]


def webhook_steps(names: WebhookSymbols) -> int:
    """Steps: a tuple of bodies, a function with annotations, and a call."""
    return 8 + 2 * len(names.webhook.contents)


def webhooks_view(
    api: ir.Api, symbols: Symbols, part: ModulePart[WebhookSymbols]
) -> WebhooksView:
    """The view of `webhooks.py`, or of a part of it."""
    functions = frozenset(names.function for names in symbols.webhooks)
    imports = create_imports(api, symbols, part.dots, functions, functions)
    imports.runtime("decode_webhook")
    views = tuple(_webhook(names, imports) for names in part.items)
    return WebhooksView(
        doc=WEBHOOKS_DOC,
        imports=imports.groups(),
        exports=tuple(names.function for names in part.items),
        webhooks=views,
    )


def _webhook(names: WebhookSymbols, imports: Imports) -> WebhookView:
    contents, builtin = names.webhook.contents, imports.writer.builtin
    annotations = [body_type(content, imports).annotation for content in contents]
    import_iterator(annotations, imports)
    result = union(annotations)
    return WebhookView(
        name=names.function,
        constant=names.constant,
        content_type=pystr(concrete(contents[0]) or contents[0].media_type),
        data=union((builtin("bytes"), builtin("str"))),
        text=builtin("str"),
        flag=builtin("bool"),
        result=result,
        splits_parameters=splits_parameters(result),
        doc=docstring(
            names.webhook.doc or f"Decode the body of `{names.webhook.name}`.",
            4,
            more=["", "Raises:", "    errors.DecodeError: the body cannot be decoded."],
        ),
        bodies=tuple(body_view(content, imports) for content in contents),
    )
