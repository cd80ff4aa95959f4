const { createServer } = require('node:net');

const trap = createServer({}, socket => {
  socket.destroy();
});

trap.on('error', (error) => console.error(error));
trap.listen(9050);
