const express = require('express');
const asyncHandler = require('express-async-handler');
const users = require('./users');

const app = express();

app.get('/users', asyncHandler(async (req, res) => {
  res.json(await users.list());
}));

app.get('/users/:id', async (req, res, next) => {
  try {
    res.json(await users.find(req.params.id));
  } catch (error) {
    next(error);
  }
});

app.delete('/users/:id', async (req, res, next) => {
  await users.remove(req.params.id).then(() => res.end()).catch(next);
});

app.get('/', async (req, res) => res.send('hello'));

app.listen(3000);
