import { WebSocketServer, WebSocket } from 'ws';
import { store } from './store';

const server = new WebSocketServer({ port: 8080 });

server.on('connection', (socket: WebSocket) => {
  socket.on('error', console.error);
  socket.on('message', (data: Buffer) => {
    store.save(data.toString()); // expect: SF302 warning
  });
});
