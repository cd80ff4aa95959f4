def read_frame():
    return b""
