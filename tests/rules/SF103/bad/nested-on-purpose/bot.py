import asyncio

import nest_asyncio
from discord.ext import commands

nest_asyncio.apply()
bot = commands.Bot("!")


async def roll_dice():
    return 4


@bot.command()
async def roll(context):
    await context.send(str(asyncio.run(roll_dice())))  # expect: SF103 warning


bot.run("token")
