import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { router } from './router.js';

const wss = new WebSocketServer({ port: 3000 });

applyWSSHandler({ wss, router });

wss.on('connection', (socket) => {
  console.log('connected');
  socket.once('close', () => console.log('gone'));
});
