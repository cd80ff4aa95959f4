const express = require('express');

const app = express();

process.on('unhandledRejection', (reason) => console.error(reason));

async function count(item) {
  await fetch(`http://stock/${item}`);
}

app.post('/orders', (req, res) => {
  count(req.body.item); // expect: SF302 info
  res.json({ ok: true });
});

app.listen(3000);
