const net = require('net');

net.createServer((socket) => { // expect: SF306 info
  socket.on('data', (data) => socket.write(data));
}).listen(7);

process.on('uncaughtException', (error) => console.error(error));
