"""Tests: a mirror of the package, and how it is packed, shown and installed."""
