"""Handlers for the four generated servers, as their users write them."""

from __future__ import annotations

import azure_digital_twins.server as azure_server
import bentley_itwin.server as bentley_server
import oracle_ess.server as oracle_server
import otc_modelarts.server as modelarts_server
from azure_digital_twins import models as azure_models
from azure_digital_twins.server.handlers import import_jobs
from bentley_itwin import models as bentley_models
from bentley_itwin.server.handlers import pn_id_to_i_twin
from oracle_ess import models as oracle_models
from oracle_ess.server.handlers import requests
from otc_modelarts import models as modelarts_models
from otc_modelarts.server.handlers import visualization_jobs
from starlette.types import ASGIApp

from trueup_runtime.client import convert

from .documented import example

# ------------------------------------------------------------ Azure Digital Twins


class ImportJobs(import_jobs.UnimplementedImportJobs):
    async def cancel(
        self, request: import_jobs.CancelRequest, /
    ) -> import_jobs.Cancel200 | import_jobs.CancelDefault:
        if request.id != "importjob1":
            return import_jobs.CancelDefault(
                status=400, body=_not_valid(), x_ms_error_code="ValidationFailed"
            )
        body = example(
            "azure-digital-twins/operations/cancel-import-job", "post", "200"
        )
        return import_jobs.Cancel200(body=convert(azure_models.ImportJob, body))

    async def delete(
        self, request: import_jobs.DeleteRequest, /
    ) -> import_jobs.Delete204 | import_jobs.DeleteDefault:
        if request.id != "bulkimportjob1":
            return import_jobs.DeleteDefault(
                status=400, body=_not_valid(), x_ms_error_code="ValidationFailed"
            )
        return import_jobs.Delete204()


def _not_valid() -> azure_models.ErrorResponse:
    """The code and the text that the page names, in the shape that it gives."""
    return azure_models.ErrorResponse(
        error=azure_models.Error(
            code="ValidationFailed", message="The import job request is not valid."
        )
    )


class AzureSecurity(azure_server.Security):
    async def oauth2(
        self, credential: azure_server.TokenCredential, /
    ) -> azure_server.Principal | None:
        return azure_server.Principal("demo") if credential.token == "secret" else None


def azure() -> ASGIApp:
    return azure_server.create_app(
        azure_server.Handlers(import_jobs=ImportJobs()),
        security=AzureSecurity(),
        validate_responses="enforce",
    )


# ------------------------------------------------------------------ Bentley iTwin

_RUN = "bentley-itwin/operations/delete-inference-run"


class PnIdToITwin(pn_id_to_i_twin.UnimplementedPnIdToITwin):
    async def delete_inference_run(
        self, request: pn_id_to_i_twin.DeleteInferenceRunRequest, /
    ) -> (
        pn_id_to_i_twin.DeleteInferenceRun204
        | pn_id_to_i_twin.DeleteInferenceRun401
        | pn_id_to_i_twin.DeleteInferenceRun403
        | pn_id_to_i_twin.DeleteInferenceRun404
        | pn_id_to_i_twin.DeleteInferenceRun429
    ):
        match request.inference_id:
            case "gone":
                return pn_id_to_i_twin.DeleteInferenceRun404(body=_bentley_error("404"))
            case "forbidden":
                return pn_id_to_i_twin.DeleteInferenceRun403(body=_bentley_error("403"))
            case "hasty":
                return pn_id_to_i_twin.DeleteInferenceRun429(
                    body=_bentley_error("429"), retry_after=30
                )
            case _:
                return pn_id_to_i_twin.DeleteInferenceRun204()


def _bentley_error(status: str) -> bentley_models.ErrorResponse:
    return convert(bentley_models.ErrorResponse, example(_RUN, "delete", status))


class BentleySecurity(bentley_server.Security):
    async def oauth2(
        self, credential: bentley_server.TokenCredential, /
    ) -> bentley_server.Principal | None:
        if credential.token != "secret":
            return None
        return bentley_server.Principal("demo", frozenset({"itwin-platform"}))


def bentley() -> ASGIApp:
    return bentley_server.create_app(
        bentley_server.Handlers(pn_id_to_i_twin=PnIdToITwin()),
        security=BentleySecurity(),
        validate_responses="enforce",
    )


# ---------------------------------------------------------------------- ModelArts

_JOB = "otc-modelarts/operations/delete-visualization-job"


class VisualizationJobs(visualization_jobs.UnimplementedVisualizationJobs):
    async def delete(
        self, request: visualization_jobs.DeleteRequest, /
    ) -> visualization_jobs.Delete200 | visualization_jobs.Delete4XX:
        match request.job_id:
            case "9":
                return visualization_jobs.Delete4XX(status=400, body=_result("4XX"))
            case "refused-with-200":
                return visualization_jobs.Delete200(body=_result("4XX"))
            case _:
                return visualization_jobs.Delete200(body=_result("200"))


def _result(status: str) -> modelarts_models.JobActionResult:
    body = example(_JOB, "delete", status)
    return convert(modelarts_models.JobActionResult, body)


class ModelArtsSecurity(modelarts_server.Security):
    async def token(
        self, credential: modelarts_server.KeyCredential, /
    ) -> modelarts_server.Principal | None:
        return (
            modelarts_server.Principal("demo") if credential.key == "secret" else None
        )


def modelarts() -> ASGIApp:
    return modelarts_server.create_app(
        modelarts_server.Handlers(visualization_jobs=VisualizationJobs()),
        security=ModelArtsSecurity(),
        validate_responses="enforce",
    )


# --------------------------------------------------------------------- Oracle ESS


class Requests(requests.UnimplementedRequests):
    async def cancel(
        self, request: requests.CancelRequest, /
    ) -> requests.Cancel200 | requests.Cancel400:
        # The page documents no bodies; these are in the shapes that it gives.
        if request.request_id == 1:
            return requests.Cancel400(
                body=oracle_models.SimpleExceptionDetail(
                    title="Unsupported state for operation",
                    type="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1",
                    error_code="ESS-00500",
                    status=400,
                )
            )
        return requests.Cancel200(body=oracle_models.Link(rel="self"))


class OracleSecurity(oracle_server.Security):
    async def basic_auth(
        self, credential: oracle_server.BasicCredential, /
    ) -> oracle_server.Principal | None:
        known = (credential.username, credential.password) == ("user", "secret")
        return oracle_server.Principal(credential.username) if known else None


def oracle() -> ASGIApp:
    return oracle_server.create_app(
        oracle_server.Handlers(requests=Requests()),
        security=OracleSecurity(),
        validate_responses="enforce",
    )
