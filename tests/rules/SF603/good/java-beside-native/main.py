import numpy as np
from java.lang import System

System.out.println(np.zeros(3))  # GraalPy and JPype have both
