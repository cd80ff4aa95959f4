const { Client, GatewayIntentBits } = require('discord.js');

const client = new Client({ intents: [GatewayIntentBits.Guilds] });

client.on('guildMemberAdd', (member) => member.send('Hello'));
client.login(process.env.TOKEN);
