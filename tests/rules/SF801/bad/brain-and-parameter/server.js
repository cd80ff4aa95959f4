const express = require('express');
const brain = require('brain.js');
const { train } = require('./train');

const app = express();

app.post('/learn', (req, res) => {
  const net = new brain.NeuralNetwork();
  net.train([{ input: [0, 1], output: [1] }]); // expect: SF801
  res.json(net.toJSON());
});

app.post('/train', async (req, res) => res.json(await train(req.app.locals.model, [], [])));

app.listen(3000);
