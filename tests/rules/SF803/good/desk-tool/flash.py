import subprocess

subprocess.run(["esptool.py", "write_flash", "0", "firmware.bin"], check=True)
