const express = require('express');
const users = require('./users');

const app = express();

app.get('/users', async (req, res) => { // expect: SF305 warning
  res.json(await users.list());
});

app.get('/users/:id', async (req, res) => {
  res.json(await users.find(req.params.id));
});

app.listen(3000);
