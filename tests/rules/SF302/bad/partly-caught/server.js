const express = require('express');

const app = express();

async function greet(user) {
  const members = await fetch('http://members/today');
  try {
    await fetch(`http://mail/${user}`, { method: 'POST', body: await members.text() });
  } catch (error) {
    console.error('no mail', error);
  }
}

app.post('/users', (req, res) => {
  greet(req.body.name); // expect: SF302 info
  res.json({ ok: true });
});

app.listen(3000);
