"""Right numbers that the English misuses: of other things, the other way, in another sense."""
