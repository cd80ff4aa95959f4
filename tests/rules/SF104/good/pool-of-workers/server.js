const express = require("express");
const { Worker } = require("worker_threads");

const app = express();
const workers = [1, 2, 3, 4].map(() => new Worker("./thumbnail.js"));
let next = 0;

app.post("/thumbnail", (req, res) => {
  const worker = workers[next++ % workers.length];
  worker.postMessage(req.body);
  worker.once("message", (image) => res.send(image));
});

app.listen(3000);
