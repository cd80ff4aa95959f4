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

app.listen(3000);
