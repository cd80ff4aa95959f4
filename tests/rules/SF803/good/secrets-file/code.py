import board
import wifi
from secrets import secrets

wifi.radio.connect(secrets["ssid"], secrets["password"])
print(board.board_id)
