"""A toy: an engine, a check, an input format and an output format for Zhaiyi."""
