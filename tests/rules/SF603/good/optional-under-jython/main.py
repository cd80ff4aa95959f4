from java.lang import System

try:
    import numpy
except ImportError:
    numpy = None

System.out.println(numpy)
