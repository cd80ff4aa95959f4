const express = require("express");

const app = express();
const NAME = /^([a-z]+)*$/i; // expect: SF202 warning

app.post("/join", (req, res) => {
  const { mail } = req.body;
  if (!/^\w+([.-]?\w+)*@\w+\.\w+$/.test(mail)) { // expect: SF202 warning
    return res.status(400).end();
  }
  if (!req.body.name.match(NAME)) {
    return res.status(400).end();
  }
  res.json({});
});

function tidy(text) {
  return text.replace(/(\s*,\s*)*;/g, ";"); // expect: SF202 info
}

module.exports = { tidy };
app.listen(3000);
