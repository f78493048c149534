"""Ways round a rule: the likeliest routes through dated links, what an event opens, and where to cut.

The engine knows numbers only: `graph` keeps the links as columns, `search` finds routes, `priced` asks what a link is worth,
`flow` and `hitting` find the cheapest measures that stop them all.
"""
