const express = require('express');
const stock = require('./stock');

const app = express();

app.post('/orders', async (req, res) => {
  try {
    await stock.reserve(req.body.item);
    res.json({ ok: true });
  } catch (error) {}
});

app.listen(3000);
