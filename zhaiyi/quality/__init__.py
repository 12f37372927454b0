"""Whether a target says what its source says: checks, each in a file of its own."""
