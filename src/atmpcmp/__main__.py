"""`python -m atmpcmp`."""

from atmpcmp.cli import run

run()
