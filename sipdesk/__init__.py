"""SIP Desk: the desk of a school improvement partner, in one encrypted file."""

__version__ = "0.1.0"
