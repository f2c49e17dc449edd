"""Benchmarks: ``python -m benchmarks.NAME --json FILE`` prints a table for people and writes figures for machines."""
