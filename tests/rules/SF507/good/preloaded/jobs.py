from apscheduler.schedulers.background import BackgroundScheduler

from mail import send_daily_mail

scheduler = BackgroundScheduler()


def start_jobs():
    scheduler.add_job(send_daily_mail, "cron", hour=7)
    scheduler.start()
