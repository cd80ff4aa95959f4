const { Server } = require('socket.io');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');

const publisher = createClient();
const io = new Server(3000, { transports: ['websocket'] });
io.adapter(createAdapter(publisher, publisher.duplicate()));
