"""Clients of Bentley iTwin."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trueup_runtime.client import AsyncClient as _AsyncClient
from trueup_runtime.client import OAuth2Scheme, Service, SyncClient

if TYPE_CHECKING:
    from .resources.pn_id_to_i_twin import AsyncPnIdToITwin, PnIdToITwin

_SERVICE = Service(
    "bentley_itwin",
    base_url="https://api.bentley.com",
    schemes={
        "oauth2": OAuth2Scheme(
            token_url="https://ims.bentley.com/connect/token",
            scopes=("itwin-platform",),
        )
    },
    schemas=str(Path(__file__).with_name("schemas.json")),
    version="v2",
)


class Client(SyncClient):
    """One operation of the API that turns piping and instrumentation diagrams into an
    iTwin: ending the run of an inference.
    """

    service = _SERVICE

    @cached_property
    def pn_id_to_i_twin(self) -> PnIdToITwin:
        """Inferences that extract an iTwin from piping and instrumentation diagrams,
        and their runs.
        """
        from .resources.pn_id_to_i_twin import PnIdToITwin

        return PnIdToITwin(self)


class AsyncClient(_AsyncClient):
    """One operation of the API that turns piping and instrumentation diagrams into an
    iTwin: ending the run of an inference.
    """

    service = _SERVICE

    @cached_property
    def pn_id_to_i_twin(self) -> AsyncPnIdToITwin:
        """Inferences that extract an iTwin from piping and instrumentation diagrams,
        and their runs.
        """
        from .resources.pn_id_to_i_twin import AsyncPnIdToITwin

        return AsyncPnIdToITwin(self)
