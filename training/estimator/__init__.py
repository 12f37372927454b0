"""Teaches the estimator: faults made on purpose, the data it learns from, its training."""
