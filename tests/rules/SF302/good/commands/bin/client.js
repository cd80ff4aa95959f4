const WebSocket = require('ws');

const socket = new WebSocket('ws://localhost:3000');

async function command(name) {
  await fetch(`http://localhost:3000/${name}`);
}

socket.on('message', (name) => {
  command(name);
});
