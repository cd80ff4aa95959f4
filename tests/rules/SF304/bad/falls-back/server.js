const express = require('express');
const pool = require('./pool');

const app = express();

app.get('/counts', async (req, res) => {
  let waiting = 0;
  try {
    const rows = await pool.query('select count(*) as waiting from orders');
    waiting = rows[0].waiting;
  } catch (error) {}
  res.json({ waiting });
});

app.listen(3000);
