def send_daily_mail():
    pass
