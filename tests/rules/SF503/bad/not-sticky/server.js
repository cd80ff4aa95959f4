const { createServer } = require("http");
const { Server } = require("socket.io");
const { createAdapter } = require("@socket.io/redis-adapter");
const { pub, sub } = require("./redis");

const server = createServer();
const io = new Server(server, { cors: { origin: "*" } }); // expect: SF503 warning
io.adapter(createAdapter(pub, sub));
server.listen(3000);
