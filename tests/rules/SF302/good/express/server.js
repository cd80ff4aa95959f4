const express = require('express');

const app = express();

async function count(item) {
  await fetch(`http://stock/${item}`);
}

async function careful(item) {
  try {
    await fetch(`http://stock/${item}`);
  } catch (error) {
    console.error(error);
  }
}

app.post('/orders', async (req, res) => {
  await count(req.body.item);
  count(req.body.item).catch(console.error);
  void count(req.body.item);
  careful(req.body.item);
  res.json({ ok: true });
});

async function main() {
  await count('all');
  app.listen(3000);
}

main();
