const express = require('express');

const app = express();

app.get('/prices', async (req, res) => {
  const prices = [];
  for (const id of req.query.ids) {
    const answer = await fetch(`https://prices.example/${id}`); // expect: SF203 info
    prices.push(await answer.json());
  }
  res.json(prices);
});

app.post('/orders', async (req, res) => {
  const ordered = [];
  for (const item of req.body.items) {
    await fetch(`https://stock.example/${item}`).then((answer) => ordered.push(answer.status)); // expect: SF203 info
    await fetch(`https://orders.example/${item}`, { method: 'POST' });
  }
  res.json(ordered);
});

app.listen(3000);
