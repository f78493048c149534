"""The brief on an event: what it opened, for whom, by which articles, and what to watch."""
