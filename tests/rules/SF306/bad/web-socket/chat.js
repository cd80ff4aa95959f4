const { WebSocketServer } = require('ws');
const redis = require('redis');

const client = redis.createClient(); // expect: SF306 warning
const server = new WebSocketServer({ port: 8080 });

server.on('connection', (socket) => { // expect: SF306 warning
  socket.on('message', (data) => client.publish('chat', data));
});
