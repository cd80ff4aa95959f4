def millimetres(inches):
    return inches * 25.4
