const express = require('express');
const { exec, spawn } = require('child_process');

const app = express();
const interpreter = process.env.PYTHON || 'python3';

app.get('/plot/:name', (req, res) => {
  const command = `python plot.py ${req.params.name}`;
  exec(command, (error, output) => res.send(output)); // expect: SF601 warning
});

app.get('/table/:name', (req, res) => {
  spawn(interpreter, ['table.py', req.params.name]).stdout.pipe(res); // expect: SF601 warning
});

app.listen(3000);
