const { PrismaClient } = require('@prisma/client');
const express = require('express');

const app = express();
const prisma = new PrismaClient();

app.get('/users', async (req, res) => {
  if (!global.archive) {
    global.archive = new PrismaClient();
  }
  res.json(await prisma.user.findMany());
});

app.listen(3000);
