const express = require('express');
const { execFile } = require('child_process');
const model = require('./model');

const app = express();
app.post('/ask', (req, res) => {
  model.ask(req.body.question);
  res.sendStatus(202);
});
app.get('/health', (req, res) => execFile('python3', ['--version'], (error) => res.sendStatus(error ? 500 : 204)));
app.listen(3000);
