"""What screens draw, as functions from values to `Content`: they know no storage and no session."""
