"""The pure middle: bytes of a page in, values out."""
