const express = require('express');
const mail = require('./mail');

const app = express();

async function count(item) {
  await fetch(`http://stock/${item}`);
}

app.post('/orders', (req, res) => {
  count(req.body.item); // expect: SF302 info
  mail.sendReceipt(req.body.email); // expect: SF302 info
  res.json({ ok: true });
});

app.listen(3000);
