const express = require('express');
const fs = require('fs');
const https = require('https');
const { Worker } = require('worker_threads');

const app = express();
const page = fs.readFileSync('index.html');

function options() {
  return { key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') };
}

async function start() {
  if (!fs.existsSync('data')) fs.mkdirSync('data');
  https.createServer(options(), app).listen(443, () => fs.writeFileSync('pid', String(process.pid)));
}

app.get('/', (req, res) => res.send(page));
app.get('/file', async (req, res) => res.send(await fs.promises.readFile('file')));
app.get('/work', (req, res) => new Worker('./work.js').on('message', (value) => res.json(value)));
process.on('exit', () => fs.unlinkSync('pid'));

start();
