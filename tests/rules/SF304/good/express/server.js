const express = require('express');
const stock = require('./stock');

const app = express();

app.post('/orders', async (req, res, next) => {
  let body = {};
  try {
    body = JSON.parse(req.query.body);
  } catch {}
  try {
    await stock.reserve(body.item);
  } catch (error) {
    next(error);
  }
  try {
    await stock.refresh();
  } catch {
    // the next order tries again
  }
  try {
    await stock.close();
  } catch {}
  res.json({ ok: true });
});

app.listen(3000);

async function refresh() {
  try {
    await stock.query('refresh');
  } catch {}
}
