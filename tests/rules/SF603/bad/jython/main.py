from java.lang import System
from javax.swing import JFrame
import numpy as np  # expect: SF603

frame = JFrame("Totals")
System.out.println(np.zeros(3))
