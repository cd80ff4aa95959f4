import machine
import sqlite3  # expect: SF803

import upload

adc = machine.ADC(0)
upload.send(adc.read())
