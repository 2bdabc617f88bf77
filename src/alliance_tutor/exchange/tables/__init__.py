"""Decks as tables, one card a row: for spreadsheets, and for lists of terms from elsewhere."""
