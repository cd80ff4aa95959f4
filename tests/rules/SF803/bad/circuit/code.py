import time

import board
import digitalio
import numpy  # expect: SF803

led = digitalio.DigitalInOut(board.LED)
while True:
    led.value = bool(numpy.random.randint(2))
    time.sleep(1)
