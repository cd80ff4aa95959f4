const express = require("express");

const app = express();

app.post("/price", (req, res) => {
  res.json({ price: find(req.body) });
});

function find(order) {
  if (order.kind === "k0" && order.size > 0) return 0;
  if (order.kind === "k1" && order.size > 1) return 1;
  if (order.kind === "k2" && order.size > 2) return 2;
  if (order.kind === "k3" && order.size > 3) return 3;
  if (order.kind === "k4" && order.size > 4) return 4;
  if (order.kind === "k5" && order.size > 5) return 5;
  if (order.kind === "k6" && order.size > 6) return 6;
  if (order.kind === "k7" && order.size > 7) return 7;
  if (order.kind === "k8" && order.size > 8) return 8;
  if (order.kind === "k9" && order.size > 9) return 9;
  return rest(order);
}

function rest(order) {
  if (order.kind === "k10" && order.size > 10) return 10;
  if (order.kind === "k11" && order.size > 11) return 11;
  if (order.kind === "k12" && order.size > 12) return 12;
  if (order.kind === "k13" && order.size > 13) return 13;
  if (order.kind === "k14" && order.size > 14) return 14;
  if (order.kind === "k15" && order.size > 15) return 15;
  if (order.kind === "k16" && order.size > 16) return 16;
  if (order.kind === "k17" && order.size > 17) return 17;
  if (order.kind === "k18" && order.size > 18) return 18;
  if (order.kind === "k19" && order.size > 19) return 19;
  return 0;
}

app.listen(3000);
