const { Server } = require("socket.io");
const Order = require("./order");

const io = new Server(3000);

setInterval(async () => io.emit("orders", await Order.find({ open: true })), 1000);

io.on("connection", (socket) => {
  setInterval(() => socket.emit("alive", Date.now()), 20000);
});
