def read_page(number):
    return ""
