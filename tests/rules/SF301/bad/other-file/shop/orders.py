from shop import send

from . import mail


async def order() -> None:
    send("thanks")  # expect: SF301
    mail.send("thanks again")  # expect: SF301
    mail.Mailer().push()  # expect: SF301
