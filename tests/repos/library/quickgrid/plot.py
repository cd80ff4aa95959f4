try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None


def show(grid):
    plt.imshow(grid)
