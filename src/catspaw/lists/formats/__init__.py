"""The formats of published lists, a module each: `recognises` a file by its first bytes, and `read` or `read_joined`."""
