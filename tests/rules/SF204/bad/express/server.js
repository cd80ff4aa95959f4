const { PrismaClient } = require('@prisma/client');
const express = require('express');
const Redis = require('ioredis');

const app = express();

app.get('/users', async (req, res) => {
  const prisma = new PrismaClient(); // expect: SF204 warning
  const redis = new Redis(); // expect: SF204 info
  await redis.incr('visits');
  res.json(await prisma.user.findMany());
});

app.listen(3000);
