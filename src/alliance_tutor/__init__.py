"""Quiz and flashcards for the terminal, on the Russia–North Korea alliance."""

__version__ = "0.1.0"
