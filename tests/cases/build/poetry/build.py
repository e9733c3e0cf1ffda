"""Generate the packages; Poetry runs this before it builds a wheel."""

from trueup.build_hooks import regenerate

regenerate()
