class Product:
    id = 0
