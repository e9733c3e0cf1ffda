"""Explanations of the diagnostic codes of templates and custom code in a project."""

EXPLANATIONS = {
    "invalid-template": """\
A template of the project cannot be used: it has a syntax error, uses a field, a call or a
construct that is not available, prints text without quoting it, or makes invalid Python; or the
file is a link, too large or not UTF-8. docs/templates.md lists what templates can use.""",
    "invalid-custom-module": """\
`_custom.py` cannot be used: it is not valid Python in UTF-8, is a link or too large, its `__all__`
is not a list of strings, or a public name is that of a module of the package.""",
    "missing-custom-module": """\
The package has `custom = true`, and its folder has no `_custom.py`. Generation neither
creates nor changes this module.""",
    "unknown-template": """\
A file in the folder `templates` has the name of no template of trueup, and no template refers to
it, so that it has no effect.""",
}
"""Code → explanation."""
