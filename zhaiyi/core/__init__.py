"""What every part speaks of: the document's shapes, events, errors, settings."""
