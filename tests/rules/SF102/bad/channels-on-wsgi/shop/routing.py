from django.urls import path

from shop.consumers import Orders

websocket_urlpatterns = [path("ws/orders/", Orders.as_asgi())]
