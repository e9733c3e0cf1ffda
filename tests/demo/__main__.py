"""Each operation with a success and an error, printed as it goes over the wire."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "generated"))

import azure_digital_twins
import azure_digital_twins.server
import bentley_itwin
import bentley_itwin.server
import oracle_ess
import oracle_ess.server
import otc_modelarts
import otc_modelarts.server

from . import servers
from .wire import served, show_request, show_response


def main() -> None:
    azure()
    bentley()
    modelarts()
    oracle()


def attempt(title: str, call: Callable[[], object], *raised: type[Exception]) -> None:
    """Makes a call and prints what its caller holds in the end."""
    print(f"{title}")
    try:
        print(f"  = {call()!r}\n")
    except raised as error:
        print(f"  ! {type(error).__name__}: {error}\n")


def azure() -> None:
    from azure_digital_twins import errors

    with served(servers.azure()) as url:
        with azure_digital_twins.Client(
            base_url=url,
            auth="secret",
            on_request=show_request,
            on_response=show_response,
        ) as client:
            jobs = client.import_jobs
            attempt(
                'import_jobs.cancel("importjob1")', lambda: jobs.cancel("importjob1")
            )
            attempt(
                'import_jobs.cancel("done")',
                lambda: jobs.cancel("done"),
                errors.DefaultError,
            )
            attempt(
                'import_jobs.delete("bulkimportjob1")',
                lambda: jobs.delete("bulkimportjob1"),
            )
            attempt(
                'import_jobs.delete("no such")',
                lambda: jobs.delete("no such"),
                errors.DefaultError,
            )


def bentley() -> None:
    from bentley_itwin import errors

    inference = "bcbc71d4-c4d8-4cf7-b1fe-aaa194cd61c3"
    with served(servers.bentley()) as url:
        with bentley_itwin.Client(
            base_url=url,
            auth="secret",
            retries=0,
            on_request=show_request,
            on_response=show_response,
        ) as client:
            api = client.pn_id_to_i_twin
            attempt(
                f'pn_id_to_i_twin.delete_inference_run("{inference}")',
                lambda: api.delete_inference_run(inference),
            )
            for name, error in (
                ("gone", errors.NotFoundError),
                ("forbidden", errors.ForbiddenError),
                ("hasty", errors.TooManyRequestsError),
            ):
                attempt(
                    f'pn_id_to_i_twin.delete_inference_run("{name}")',
                    partial(api.delete_inference_run, name),
                    error,
                )


def modelarts() -> None:
    from otc_modelarts import errors

    with served(servers.modelarts()) as url:
        with otc_modelarts.Client(
            base_url=url,
            auth="secret",
            on_request=show_request,
            on_response=show_response,
        ) as client:
            jobs = client.visualization_jobs
            attempt(
                'visualization_jobs.delete("p", "10")', lambda: jobs.delete("p", "10")
            )
            attempt(
                'visualization_jobs.delete("p", "9")',
                lambda: jobs.delete("p", "9"),
                errors.ClientError,
            )
            attempt(
                'visualization_jobs.delete("p", "refused-with-200")',
                lambda: jobs.delete("p", "refused-with-200"),
                errors.UnsuccessfulError,
            )


def oracle() -> None:
    from oracle_ess import Basic, errors

    with served(servers.oracle()) as url:
        with oracle_ess.Client(
            base_url=url,
            auth=Basic("user", "secret"),
            on_request=show_request,
            on_response=show_response,
        ) as client:
            requests = client.requests
            attempt(
                "requests.cancel(300000012345678)",
                lambda: requests.cancel(300000012345678),
            )
            attempt(
                "requests.cancel(1)", lambda: requests.cancel(1), errors.BadRequestError
            )


if __name__ == "__main__":
    main()
