import audioop


def loud(sample):
    return audioop.rms(sample, 2) > 100
