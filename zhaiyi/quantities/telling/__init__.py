"""Says in English what a small model needs to be told of the quantities of a sentence."""
