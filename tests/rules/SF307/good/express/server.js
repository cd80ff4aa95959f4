const axios = require('axios');
const express = require('express');

const app = express();
const options = { timeout: 5000 };

app.get('/price', async (req, res) => {
  await axios.get('https://prices.example/today', options);
  await axios.post('https://prices.example/today', {}, { timeout: 5000 });
  await fetch('https://prices.example/today');
  res.end();
});

app.listen(3000);
