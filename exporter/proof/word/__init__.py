"""Word documents, read back and checked (ISO/IEC 29500)."""
