const { execSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const express = require('express');
const { settings } = require('../settings');

const router = express.Router();

router.get('/', (req, res) => {
  const names = fs.readdirSync(settings().folder);
  res.json(names.map((name) => ({ name, size: fs.statSync(path.join(settings().folder, name)).size })));
});

router.get('/:name/thumbnail', (req, res) => {
  const source = path.join(settings().folder, path.basename(req.params.name));
  const target = `/tmp/${path.basename(req.params.name)}.png`;
  execSync(`convert -thumbnail 200 ${JSON.stringify(source)} ${target}`);
  res.type('png').send(fs.readFileSync(target));
});

router.post('/:name', (req, res) => {
  fs.writeFileSync(path.join(settings().folder, path.basename(req.params.name)), req.body.content);
  res.sendStatus(201);
});

module.exports = router;
