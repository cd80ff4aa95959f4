const axios = require('axios');
const express = require('express');

const app = express();

app.get('/price', async (req, res) => {
  const answer = await axios.get('https://prices.example/today'); // expect: SF307 info
  res.json(answer.data);
});

app.listen(3000);
