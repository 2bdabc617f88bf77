"""How high a screen has to be for air."""

ROOMY = 18
"""Rows from which blank ones part what does not belong together, and all keys are shown."""
