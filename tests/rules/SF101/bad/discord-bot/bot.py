import subprocess
import urllib.request

from discord.ext import commands

bot = commands.Bot(command_prefix="!")


class Tools:
    def uptime(self):
        return subprocess.check_output(["uptime"])  # expect: SF101 warning


@bot.command()
async def uptime(ctx):
    tools = Tools()
    await ctx.send(tools.uptime())


@bot.command()
async def joke(ctx):
    await ctx.send(urllib.request.urlopen("https://jokes.example").read())  # expect: SF101 error
