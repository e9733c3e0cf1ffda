"""Explanations of the diagnostic codes of the configuration."""

EXPLANATIONS = {
    "invalid-config": """\
The configuration is invalid: a key is unknown or its value has the wrong type, or the file
cannot be read, is too large, or belongs to another user.""",
}
