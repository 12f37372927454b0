"""Puts quantities right that went wrong in a known way."""
