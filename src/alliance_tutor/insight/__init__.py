"""What the journal adds up to."""
