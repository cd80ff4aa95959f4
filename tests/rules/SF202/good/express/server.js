const express = require("express");

const app = express();

app.post("/join", (req, res) => {
  if (!/^\w+([.-]\w+)*@\w+\.\w+$/.test(req.body.mail)) {
    return res.status(400).end();
  }
  const parts = req.body.path.split(/(?:\/|%2F)+/);
  res.json({ parts, host: /^([a-z0-9-]+\.)+[a-z]{2,}$/.exec(req.body.host) });
});

app.use((req, res, next) => (req.path.match(/\/old(\/.*)*$/) ? res.redirect("/new") : next()));

app.listen(3000);
