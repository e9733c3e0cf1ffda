"""Explanations of the diagnostic codes of normalization."""

EXPLANATIONS = {
    "unsupported-scheme": "None of the transfer protocols is `http` or `https`.",
}
