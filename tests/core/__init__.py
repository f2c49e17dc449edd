"""The core: access, calendar, text, forms, handlers and spaces."""
