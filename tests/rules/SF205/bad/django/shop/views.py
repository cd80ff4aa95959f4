from django.http import JsonResponse

from shop.models import Product


def prices(request):
    found = {}
    for number in request.GET.getlist("product"):
        product = Product.objects.get(pk=number)  # expect: SF205
        found[number] = product.price
    return JsonResponse(found)
