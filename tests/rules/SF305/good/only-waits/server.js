const express = require('express');

const app = express();

app.get('/slow', async (req, res) => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  res.send('done');
});

app.listen(3000);
