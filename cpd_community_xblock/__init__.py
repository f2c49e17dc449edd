"""Open edX blocks that make online CPD for healthcare professionals participatory."""

__version__ = "0.1.0"
