"""OpenDTI: measures the digital transformation of provinces, ministries and communes."""

__version__ = "0.1.0"
