const { PrismaClient } = require('@prisma/client');
const express = require('express');

const prisma = new PrismaClient();
const app = express();

app.get('/orders/:id', async (req, res) => {
  const order = await prisma.order.findUnique({ where: { id: req.params.id }, include: { lines: true } });
  for (const line of order.lines) {
    line.product = await prisma.product.findUnique({ where: { id: line.productId } });  // expect: SF205
  }
  res.json(order);
});

app.listen(3000);
