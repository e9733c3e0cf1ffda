"""The server of the jobs API: `uvicorn acme_jobs.app:app`."""

from __future__ import annotations

from acme_jobs.api import models
from acme_jobs.api.server import Handlers, create_app
from acme_jobs.api.server.handlers import jobs


class Jobs(jobs.UnimplementedJobs):
    """Handlers for the operations of jobs."""

    async def get(self, request: jobs.GetRequest, /) -> jobs.Get200:
        state = models.JobState.QUEUED
        return jobs.Get200(body=models.Job(id=request.id, state=state))


app = create_app(Handlers(jobs=Jobs()))
