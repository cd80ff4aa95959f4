const express = require("express");
const users = require("./users");

const app = express();

app.get("/users", async (req, res) => {
  res.json(await users.list());
});

app.listen(3000);
