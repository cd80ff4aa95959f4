const express = require("express");
const bcrypt = require("bcryptjs");
const { Worker } = require("worker_threads");

const app = express();
const known = new Map();

app.post("/login", async (req, res) => {
  res.json(await bcrypt.compare(req.body.password, "known"));
});

app.get("/sum", (req, res) => {
  const worker = new Worker("./sum.js");
  worker.on("message", (sum) => res.json({ sum }));
});

app.get("/few", (req, res) => {
  let sum = 0;
  for (let i = 0; i < 1000; i++) {
    sum += i;
  }
  res.json({ sum });
});

app.get("/slices", async (req, res) => {
  const start = Date.now();
  let sum = 0;
  while (Date.now() - start < 20) {
    sum += next(sum);
  }
  res.json({ sum });
});

function next(sum) {
  return sum % 7;
}

function fibonacci(n) {
  if (known.has(n)) return known.get(n);
  const value = n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  known.set(n, value);
  return value;
}

app.get("/fibonacci/:n", (req, res) => {
  res.json({ n: fibonacci(Number(req.params.n)) });
});

app.listen(3000);
