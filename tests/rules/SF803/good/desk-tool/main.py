import network
from machine import Pin

try:
    import dataclasses
except ImportError:
    dataclasses = None

Pin(2, Pin.OUT).on()
network.WLAN(network.STA_IF).active(True)
