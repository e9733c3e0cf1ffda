"""Checks of the constructs in a template, and of its references to other templates."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from jinja2 import nodes

ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name),
    *(nodes.For, nodes.If, nodes.Getattr, nodes.Filter, nodes.Call, nodes.Keyword),
    *(nodes.Macro, nodes.CallBlock, nodes.Block, nodes.Extends, nodes.Include),
    *(nodes.FromImport, nodes.Assign, nodes.AssignBlock),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr),
    *(nodes.Tuple, nodes.List),
)
"""No arithmetic, concatenation, items, tests or formatting: they could exhaust memory, and
views hold what was decided before."""

_CONSTRUCTS: dict[type[nodes.Node], str] = {
    nodes.Concat: "~",
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Neg: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Getitem: "[…]",
    nodes.Dict: "{…}",
    nodes.Test: "is",
    nodes.Import: "{% import %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.With: "{% with %}",
    nodes.ScopedEvalContextModifier: "{% autoescape %}",
}
"""The syntax of constructs that are not available."""

_MAX_DEPTH = 60
"""Maximum nesting; Python compiles no more than twenty nested loops."""

_REFERENCES = (nodes.Extends, nodes.Include, nodes.FromImport)


def check(template: nodes.Template) -> None:
    """Raise `TemplateSyntaxError` for a construct that templates must not use."""
    pending: list[tuple[nodes.Node, int]] = [(template, 0)]
    line = 1
    while pending:
        node, depth = pending.pop()
        line = node.lineno or line
        if not isinstance(node, ALLOWED):
            construct = _CONSTRUCTS.get(type(node), type(node).__name__)
            reason = f"`{construct}` is not available in templates"
        elif depth > _MAX_DEPTH:
            reason = "too much nesting"
        elif isinstance(node, nodes.For) and node.recursive:
            reason = "recursive loops are not available in templates"
        elif isinstance(node, _REFERENCES) and _name(node) is None:
            reason = "the name of another template must be a string"
        else:
            pending += ((child, depth + 1) for child in node.iter_child_nodes())
            continue
        raise jinja2.TemplateSyntaxError(reason, line)


def references(template: nodes.Template) -> Iterator[tuple[str, int]]:
    """The names of templates that a template extends, includes or imports from, and the lines."""
    for node in template.find_all(_REFERENCES):
        name = _name(node)
        if name is not None:
            yield name, node.lineno


def _name(node: nodes.Node) -> str | None:
    name = getattr(node, "template", None)
    if isinstance(name, nodes.Const) and isinstance(name.value, str):
        return name.value
    return None
