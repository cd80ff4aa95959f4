import machine

import csv

print(csv.read(machine.unique_id()))
