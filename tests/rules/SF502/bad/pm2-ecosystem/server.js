const express = require('express');
const session = require('express-session');

const app = express();
const options = { secret: 'change me', resave: false, saveUninitialized: false };
app.use(session(options)); // expect: SF502 warning

const carts = new Map(); // expect: SF502 warning
app.post('/cart', (req, res) => {
  carts.set(req.sessionID, req.body.items);
  res.sendStatus(204);
});
app.get('/cart', (req, res) => res.json(carts.get(req.sessionID)));
app.listen(3000);
