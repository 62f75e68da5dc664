"""The version, in one place: the wheel, `--version` and the cache of the compiled library read it here."""

__version__ = "0.1.0"
