"""Whether a target says what its source says: checks by name (`registry`), each in a
file of its own or, with its parts and tables, in a room."""
