import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { Server } from 'socket.io';

if (cluster.isPrimary) {
  for (const _ of cpus()) cluster.fork();
} else {
  const http = createServer();
  const io = new Server(http); // expect: SF503 warning
  io.on('connection', (socket) => {
    socket.on('message', (text) => io.emit('message', text));
  });
  http.listen(3000);
}
