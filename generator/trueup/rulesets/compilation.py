"""Compilation of the rules of a ruleset; reports what is not valid or not supported."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..diagnostics import Locatable, Report
from ..source import Node
from ..suggestions import did_you_mean
from .checked_values import Function, Options
from .core_functions import FUNCTIONS
from .definitions import RulesetRule
from .description_formats import KNOWN_FORMATS, is_known_format
from .enforcement import Action, CompiledRule
from .filter_syntax import PathSyntaxError
from .js_patterns import UnsupportedPattern, pattern_of_option
from .jsonpath_syntax import parse_path
from .message_templates import unsupported_expression
from .path_aliases import InvalidAlias, expand_alias, strings_of
from .ruleset_schema import CORE_FUNCTIONS, SPECTRAL_FUNCTIONS
from .schema_function import InvalidSchema, check_schema, schema
from .then_fields import is_path


def compile_rule(rule: RulesetRule, report: Report) -> CompiledRule | None:
    """Compile a rule; None, with diagnostics, if it is not valid or not supported."""
    compiler = _Compiler(rule, report)
    given = compiler.given()
    actions = tuple(compiler.actions())
    formats = compiler.formats()
    compiler.check_message()
    if compiler.has_failed:
        return None
    resolved = rule.fields.get("resolved")
    is_resolved = resolved is None or resolved.value is not False
    return CompiledRule(rule, given, actions, formats, is_resolved)


class _Compiler:
    def __init__(self, rule: RulesetRule, report: Report) -> None:
        self._rule = rule
        self._report = report
        self.has_failed = False

    def _error(
        self,
        message: str,
        location: Locatable | None,
        help: str | None = None,
        code: str = "invalid-ruleset",
    ) -> None:
        self.has_failed = True
        text = f"rule `{self._rule.name}`: {message}"
        self._report.error(code, text, location, help=help)

    def given(self) -> tuple[str, ...]:
        node = self._rule.fields.get("given")
        paths = strings_of(node)
        for index, path in enumerate(paths):
            is_list = node is not None and isinstance(node.value, list)
            location = node.at(str(index)) if node is not None and is_list else node
            try:
                for expanded in expand_alias(path, self._rule.aliases, None):
                    self._check_path(expanded, location)
            except InvalidAlias as error:
                self._error(str(error), location)
        return tuple(paths)

    def _check_path(self, path: str, location: Locatable | None) -> None:
        try:
            parse_path(path)
        except (PathSyntaxError, UnsupportedPattern) as error:
            self._error(f"`{path}` is not a supported JSONPath: {error}", location)

    def actions(self) -> Iterator[Action]:
        node = self._rule.fields.get("then")
        if node is None:
            return
        entries = [*node.elements()] if isinstance(node.value, list) else [node]
        for entry in entries:
            action = self._action(entry)
            if action is not None:
                yield action

    def _action(self, entry: Node) -> Action | None:
        for key, unknown in entry.items():
            if key not in ("field", "function", "functionOptions"):
                message = f"rule `{self._rule.name}`: `{key}` in `then` is ignored"
                self._report.warning("invalid-ruleset", message, unknown)
        function = self._function(entry)
        field = entry.get("field")
        name = field.value if field is not None else None
        if isinstance(name, str) and is_path(name):
            self._check_path(name, field)
        if function is None:
            return None
        options = entry.get("functionOptions")
        value = options.value if options is not None else None
        stated = value if isinstance(value, dict) else {}
        self._check_options(entry.text("function"), entry, stated)
        return Action(name if isinstance(name, str) else None, function, stated)

    def _function(self, entry: Node) -> Function | None:
        name = entry.text("function")
        if name == "schema":
            return schema
        if name in FUNCTIONS:
            return FUNCTIONS[name]
        location = entry.get("function")
        message = f"the function `{name}` is not one of Spectral's core functions"
        hint = "turn the rule off, or write it in Python: docs/writing-rules.md"
        if name in SPECTRAL_FUNCTIONS:
            message = f"the function `{name}` of `spectral:oas` is not supported"
            hint = "use the rule of `spectral:oas` that it belongs to"
        similar = get_close_matches(name, CORE_FUNCTIONS, 1, 0.8)
        if similar:
            hint = f"did you mean `{similar[0]}`?"
        self._error(message, location, hint, "unsupported-ruleset")
        return None

    def _check_options(self, name: str, entry: Node, options: Options) -> None:
        location = entry.get("functionOptions")
        try:
            if name == "schema":
                check_schema(options)
            for key in ("match", "notMatch") if name == "pattern" else ():
                if key in options:
                    location = entry.at("functionOptions", key)
                    pattern_of_option(str(options[key]))
        except InvalidSchema as error:
            self._error(str(error), location)
        except UnsupportedPattern as error:
            self._error(str(error), location, code="unsupported-ruleset")

    def formats(self) -> tuple[str, ...] | None:
        node = self._rule.fields.get("formats")
        if node is None:
            return self._rule.formats
        for item in node.elements():
            name = str(item.value)
            if not is_known_format(name):
                hint = did_you_mean(name, KNOWN_FORMATS)
                self._error(f"unknown format `{name}`", item, hint)
        return tuple(str(item.value) for item in node.elements())

    def check_message(self) -> None:
        node = self._rule.fields.get("message")
        expression = unsupported_expression(self._rule.text("message"))
        if expression is not None:
            message = f"the expression `{expression}` is not supported in messages"
            hint = 'use `{{error}}` or `#{{print("property")}}`'
            self._error(message, node, hint, "unsupported-ruleset")
