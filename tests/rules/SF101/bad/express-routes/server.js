const express = require('express');
const { execSync } = require('child_process');
const fs = require('node:fs');

const app = express();
const router = express.Router();

function readOrders(name) {
  return JSON.parse(fs.readFileSync(`orders/${name}.json`)); // expect: SF101 info
}

function listOrders(names) {
  return names.map((name) => readOrders(name));
}

app.get('/orders', (req, res) => {
  res.json(listOrders(req.query.names));
});

router.post('/report', async function report(req, res) {
  execSync('make report'); // expect: SF101 error
  if (fs.existsSync('report.pdf')) res.sendFile('report.pdf'); // expect: SF101 info
});

function health(req, res) {
  res.send(execSync('git rev-parse HEAD')); // expect: SF101 error
}

app.use('/api', router);
app.get('/health', health);
setInterval(() => fs.writeFileSync('beat', String(Date.now())), 1000); // expect: SF101 info
app.listen(3000);
