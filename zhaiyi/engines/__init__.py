"""What runs a model, one file for an engine; and which model plays which role in a run."""
