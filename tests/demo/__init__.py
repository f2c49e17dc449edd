"""The demo: what it adds to the sdk, and its pages."""
