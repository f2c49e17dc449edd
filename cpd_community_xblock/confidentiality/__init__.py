"""What could tell who a text is about: text in, findings out, nothing kept."""
