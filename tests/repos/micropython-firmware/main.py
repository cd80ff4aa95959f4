import machine
import utime
from umqtt.simple import MQTTClient

sensor = machine.ADC(machine.Pin(34))
client = MQTTClient("greenhouse", "broker.example")
client.connect()

while True:
    client.publish(b"temperature", str(sensor.read()).encode())
    utime.sleep(60)
