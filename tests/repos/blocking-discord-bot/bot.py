"""A bot that looks things up for sailors."""

import os
import time

import discord
import requests
from discord.ext import commands

import weather

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())


@bot.event
async def on_message(message):
    seen = requests.get("https://harbour.example/members", params={"id": message.author.id}).json()
    if not seen["banned"]:
        await bot.process_commands(message)


@bot.command()
async def tide(ctx, place):
    data = requests.get(f"https://tides.example/{place}").json()
    await ctx.send(f"High water at {data['high']}")


@bot.command()
async def wind(ctx, place):
    await ctx.send(weather.wind(place))


@bot.command()
async def moon(ctx):
    await ctx.send(weather.moon())


@bot.command()
async def harbour(ctx, place):
    for _ in range(3):
        answer = requests.get(f"https://harbour.example/{place}")
        if answer.ok:
            break
        time.sleep(5)
    await ctx.send(answer.text)


@bot.command()
async def remind(ctx, minutes: int, *, text):
    time.sleep(minutes * 60)
    await ctx.send(f"{ctx.author.mention} {text}")


bot.run(os.environ["TOKEN"])
