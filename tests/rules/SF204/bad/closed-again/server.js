const express = require('express');
const { MongoClient } = require('mongodb');

const app = express();

app.get('/orders', async (req, res) => {
  const client = new MongoClient(process.env.MONGO); // expect: SF204 info
  const orders = await client.db('shop').collection('orders').find().toArray();
  await client.close();
  res.json(orders);
});

app.get('/stock', async (req, res) => {
  const client = new MongoClient(process.env.MONGO); // expect: SF204 warning
  res.json(await client.db('shop').collection('stock').find().toArray());
  res.end();
});

app.listen(3000);
