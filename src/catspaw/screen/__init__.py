"""A book of dealings through all of the world: read, resolve, judge, and the findings."""
