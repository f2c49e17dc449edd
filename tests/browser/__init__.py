"""What the blocks do in a browser: the demo runs as a server of its own, and people visit it in Chromium."""
