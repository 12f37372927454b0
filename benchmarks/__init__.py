"""Measurements that are made by hand or by a make target; no part of the package."""
