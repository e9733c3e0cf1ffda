"""Jobs of Acme: `acme_jobs.api` is generated."""
