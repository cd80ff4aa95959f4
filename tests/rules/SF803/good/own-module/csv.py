def read(data):
    return data
