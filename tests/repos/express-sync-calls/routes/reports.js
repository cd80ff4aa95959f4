const { execFileSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const express = require('express');
const { settings } = require('../settings');

const router = express.Router();

router.use((req, res, next) => {
  const key = crypto.pbkdf2Sync(req.get('x-password') || '', settings().salt, 100000, 32, 'sha256');
  if (key.toString('hex') !== settings().key) return res.sendStatus(401);
  next();
});

router.get('/:id', (req, res) => {
  const text = execFileSync('pdftotext', [`${settings().folder}/${Number(req.params.id)}.pdf`, '-']);
  res.send(text.toString());
});

router.get('/:id/raw', (req, res) => {
  res.send(fs.readFileSync(`${settings().folder}/${Number(req.params.id)}.pdf`));
});

module.exports = router;
