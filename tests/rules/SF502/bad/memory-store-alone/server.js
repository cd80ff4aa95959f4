const express = require('express');
const session = require('express-session');

const app = express();
app.use(session({ secret: process.env.SECRET, resave: false, saveUninitialized: false })); // expect: SF502 info
app.get('/', (req, res) => {
  req.session.views = (req.session.views || 0) + 1;
  res.send(`seen ${req.session.views} times`);
});

app.listen(process.env.PORT || 3000);
