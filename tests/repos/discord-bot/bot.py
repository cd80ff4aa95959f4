"""A Discord bot that answers with the weather."""

import os

import discord
import httpx
from discord.ext import commands

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())


@bot.event
async def on_ready():
    print(f"logged in as {bot.user}")


@bot.command()
async def weather(ctx, city: str):
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.get("https://weather.example/api", params={"city": city})
    await ctx.send(answer.json()["summary"])


if __name__ == "__main__":
    bot.run(os.environ["DISCORD_TOKEN"])
