import pipes
import urlparse

print(pipes.quote(urlparse.urlparse("https://shop.example").netloc))
