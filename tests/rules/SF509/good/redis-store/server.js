const express = require("express");
const { rateLimit } = require("express-rate-limit");
const { RedisStore } = require("rate-limit-redis");
const { sendCommand } = require("./redis");

const app = express();
app.use("/login", rateLimit({ windowMs: 60000, limit: 5, store: new RedisStore({ sendCommand }) }));
app.listen(3000);
