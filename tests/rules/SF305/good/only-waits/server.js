const express = require('express');

const files = require('./files');

const app = express();

app.get('/slow', async (req, res) => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  res.send('done');
});

app.get('/sizes', async (req, res) => {
  const sizes = await Promise.all(req.query.names.map((name) => new Promise((resolve) => {
    files.measure(name, (error, size) => resolve(error ? null : size));
  })));
  res.json(sizes);
});

app.get('/both', async (req, res) => {
  res.json(await Promise.allSettled([files.left(), files.right()]));
});

app.listen(3000);
