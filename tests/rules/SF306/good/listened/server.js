const { spawn } = require('child_process');
const fs = require('fs');
const { pipeline } = require('stream');
const express = require('express');
const redis = require('redis');
const { WebSocketServer } = require('ws');

const app = express();
const client = redis.createClient().on('error', console.error);
const server = new WebSocketServer({ port: 8080 });

server.on('connection', (socket) => {
  socket.on('message', (data) => client.publish('chat', data));
  socket.on('error', console.error);
});

app.get('/file', (req, res, next) => {
  pipeline(fs.createReadStream(`/srv/${req.query.name}`), res, (error) => error && next(error));
});

app.get('/log', (req, res, next) => {
  fs.createReadStream('/srv/log').on('error', next).pipe(res);
});

app.get('/thumbnail', (req, res, next) => {
  const child = spawn('convert', ['-', 'png:-']);
  child.stdout.on('data', () => {}).on('end', () => {});
  child.on('exit', () => res.end()).on('error', next);
});

app.get('/elsewhere', (req, res) => {
  const child = spawn('convert', ['-', 'png:-']);
  watch(child);
  res.end();
});

app.listen(3000);
