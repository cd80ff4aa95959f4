const { Server } = require('socket.io');

const io = new Server(3001);

io.on('connection', (socket) => {
  socket.on('sighting', (bird) => io.emit('sighting', bird));
});
