const { Server } = require("socket.io");
const Order = require("./order");

const io = new Server(3000);

io.on("connection", (socket) => {
  const timer = setInterval(async () => { // expect: SF105 info
    const orders = await Order.find({ open: true });
    socket.emit("orders", orders);
  }, 1000);
  socket.on("disconnect", () => clearInterval(timer));
});
