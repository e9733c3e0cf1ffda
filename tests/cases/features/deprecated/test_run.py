import inspect

from api import models
from api.operations import default as operations


def test_deprecation_is_documented():
    assert "Deprecated." in operations.x.__doc__
    assert "old: Deprecated." in operations.x.__doc__
    assert inspect.getdoc(models.Old) == "Was good.\n\nDeprecated."
    assert inspect.getsource(models.Old).count("Deprecated.") == 2
