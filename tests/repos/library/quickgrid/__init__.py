from quickgrid.reading import read

__all__ = ["read"]
