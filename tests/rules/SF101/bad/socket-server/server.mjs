import { appendFileSync } from 'fs';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 8080 });

server.on('connection', (socket) => {
  socket.on('message', (data) => {
    appendFileSync('chat.log', data); // expect: SF101 info
  });
});
