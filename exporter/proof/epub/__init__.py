"""EPUB, read back and checked (EPUB 3.3, EPUB Accessibility 1.1)."""
