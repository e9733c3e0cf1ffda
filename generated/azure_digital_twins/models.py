"""Models of Azure Digital Twins."""

from __future__ import annotations

import datetime

from ._runtime.client import Model, OpenStrEnum

__all__ = ["Error", "ErrorResponse", "ImportJob", "ImportJobStatus", "InnerError"]


class Error(Model):
    """Error definition."""

    code: str | None = None
    """Service specific error code which serves as the substatus for the HTTP error
    code.

    Read-only.
    """
    details: list[Error] | None = None
    """Internal error details.

    Read-only.
    """
    innererror: InnerError | None = None
    """An object containing more specific information than the current object about the
    error.
    """
    message: str | None = None
    """A human-readable representation of the error.

    Read-only.
    """


class ErrorResponse(Model):
    error: Error
    """The error details."""


class ImportJob(Model, rename="camel"):
    """A job which contains a reference to the operations to perform, results, and
    execution metadata.
    """

    created_date_time: datetime.datetime | None = None
    """Start time of the job. The timestamp is in RFC3339 format:
    `yyyy-MM-ddTHH:mm:ssZ`.

    Read-only.
    """
    error: Error | None = None
    """Details of the error(s) that occurred executing the import job."""
    finished_date_time: datetime.datetime | None = None
    """End time of the job. The timestamp is in RFC3339 format: `yyyy-MM-ddTHH:mm:ssZ`.

    Read-only.
    """
    id: str | None = None
    """The identifier of the import job.

    Read-only.
    """
    input_blob_uri: str
    """The path to the input Azure storage blob that contains file(s) describing the
    operations to perform in the job.
    """
    last_action_date_time: datetime.datetime | None = None
    """Last time service performed any action from the job. The timestamp is in RFC3339
    format: `yyyy-MM-ddTHH:mm:ssZ`.

    Read-only.
    """
    output_blob_uri: str
    """The path to the output Azure storage blob that will contain the errors and
    progress logs of import job.
    """
    purge_date_time: datetime.datetime | None = None
    """Time at which job will be purged by the service from the system. The timestamp is
    in RFC3339 format: `yyyy-MM-ddTHH:mm:ssZ`.

    Read-only.
    """
    status: ImportJobStatus | None = None
    """Status of the job.

    Read-only.
    """


class ImportJobStatus(OpenStrEnum):
    """Status of the job."""

    CANCELLED = "cancelled"
    CANCELLING = "cancelling"
    FAILED = "failed"
    NOTSTARTED = "notstarted"
    RUNNING = "running"
    SUCCEEDED = "succeeded"


class InnerError(Model):
    """A more specific error description than was provided by the containing error."""

    code: str | None = None
    """A more specific error code than was provided by the containing error."""
    innererror: InnerError | None = None
    """An object containing more specific information than the current object about the
    error.
    """
