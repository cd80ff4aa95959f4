const express = require("express");
const { rateLimit } = require("express-rate-limit");
const NodeCache = require("node-cache");

const app = express();
const prices = new NodeCache({ stdTTL: 600 }); // expect: SF509 info
app.use("/login", rateLimit({ windowMs: 60000, limit: 5 })); // expect: SF509 warning

app.put("/prices/:name", (req, res) => {
  prices.del(req.params.name);
  res.sendStatus(204);
});

app.get("/prices/:name", (req, res) => res.json(prices.get(req.params.name)));

app.listen(3000);
