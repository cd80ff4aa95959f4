const fs = require('fs');
const { Router } = require('express');
const Order = require('../models/order');

const router = Router();

router.get('/', async (req, res) => {
  res.json(await Order.find());
});

router.get('/terms', (req, res) => {
  res.send(fs.readFileSync('terms.txt', 'utf8'));
});

module.exports = router;
