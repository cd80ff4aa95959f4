import numpy


def read(path):
    """Read a grid.

    Example:
        import torch
        import flask
    """
    return numpy.loadtxt(path)
