const express = require("express");
const bcrypt = require("bcryptjs");
const { fibonacci } = require("./numbers");

const app = express();

app.post("/login", (req, res) => {
  res.json(bcrypt.compareSync(req.body.password, "known")); // expect: SF201 warning
});

app.get("/sum", (req, res) => {
  let sum = 0;
  for (let i = 0; i < 1e9; i++) { // expect: SF201 warning
    sum += i;
  }
  res.json({ sum });
});

app.get("/wait", (req, res) => {
  const end = Date.now() + 5000;
  while (Date.now() < end) {} // expect: SF201 warning
  res.send("done");
});

app.get("/fibonacci/:n", (req, res) => {
  res.json({ n: fibonacci(Number(req.params.n)) });
});

app.listen(3000);
