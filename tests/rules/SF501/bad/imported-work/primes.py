def is_prime(number):
    for low in range(2, number):
        for high in range(2, number):
            if low * high == number:
                return False
    return True
