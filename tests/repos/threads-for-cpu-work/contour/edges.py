"""Edge detection in plain Python."""


def smooth(rows):
    """Average each pixel with its neighbours."""
    out = []
    for y in range(1, len(rows) - 1):
        line = []
        for x in range(1, len(rows[y]) - 1):
            total = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    total += rows[y + dy][x + dx]
            line.append(total // 9)
        out.append(line)
    return out


def find_edges(rows):
    """Mark the pixels where brightness jumps."""
    edges = []
    for y in range(1, len(rows) - 1):
        for x in range(1, len(rows[y]) - 1):
            gx = 0
            gy = 0
            for d in (-1, 0, 1):
                gx += rows[y + d][x + 1] - rows[y + d][x - 1]
                gy += rows[y + 1][x + d] - rows[y - 1][x + d]
            if gx * gx + gy * gy > 10000:
                edges.append((x, y))
    return edges
