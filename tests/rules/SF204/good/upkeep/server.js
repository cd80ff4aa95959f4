const express = require('express');
const { Pool } = require('pg');

const app = express();

async function restore(file) {
  const pool = new Pool({ database: 'shop' });
  pool.on('error', console.error);
  await pool.query(file);
  await pool.end();
}

async function _connectTo(database) {
  const pool = new Pool({ database });
  pool.on('error', console.error);
  return pool;
}

app.post('/restore', async (req, res) => {
  await restore(req.body);
  await _connectTo('shop');
  res.end();
});

app.listen(3000);
