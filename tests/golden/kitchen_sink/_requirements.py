"""The version of `trueup-runtime` that this package needs."""

try:
    from trueup_runtime.requirements import require
except ModuleNotFoundError:
    raise ImportError(
        "kitchen_sink needs trueup-runtime>=0.1.0,<0.2, which is not installed: "
        'run `pip install "trueup-runtime>=0.1.0,<0.2"`'
    ) from None

require("kitchen_sink", at_least=(0, 1, 0), below=(0, 2))
