const express = require("express");
const { Worker } = require("worker_threads");

const app = express();

app.post("/thumbnail", (req, res) => {
  const worker = new Worker("./thumbnail.js"); // expect: SF104 warning
  worker.once("message", (image) => res.send(image));
});

app.listen(3000);
