const express = require('express');

const app = express();

app.get('/prices', async (req, res) => {
  const answers = await Promise.all(req.query.ids.map((id) => fetch(`https://prices.example/${id}`)));
  for (const answer of answers) {
    res.write(await answer.text());
  }
  for (const id of req.query.slow) {
    await fetch(`https://slow.example/${id}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  res.end();
});

app.listen(3000);
