const express = require('express');
const { spawn } = require('child_process');

const app = express();

app.post('/predict', (req, res) => {
  const child = spawn('python3', ['predict.py', req.query.text]); // expect: SF601
  child.stdout.pipe(res);
});

app.listen(3000);
