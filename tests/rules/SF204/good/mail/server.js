const express = require('express');
const nodemailer = require('nodemailer');

const app = express();

app.post('/letters', async (req, res) => {
  // Without a pool a transport keeps nothing between two letters.
  const transport = nodemailer.createTransport({ host: 'mail.example.org' });
  await transport.sendMail({ to: req.body.to, text: 'Hello' });
  res.sendStatus(204);
});

app.listen(3000);
