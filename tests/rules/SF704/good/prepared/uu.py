def name():
    return "uu"
