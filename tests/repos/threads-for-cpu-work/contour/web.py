"""Takes a photograph, gives its outlines."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask, jsonify, request
from PIL import Image

from contour.edges import find_edges, smooth

app = Flask(__name__)
pool = ThreadPoolExecutor(max_workers=8)


@app.post("/outlines")
def outlines():
    image = Image.open(request.files["photo"]).convert("L")
    width, height = image.size
    rows = [[image.getpixel((x, y)) for x in range(width)] for y in range(height)]
    strips = [rows[n : n + 64] for n in range(0, height, 64)]
    smoothed = pool.map(smooth, strips)
    edges = list(pool.map(find_edges, smoothed))
    return jsonify(edges)
