const { PrismaClient } = require('@prisma/client');
const express = require('express');

const prisma = new PrismaClient();
const app = express();

app.get('/orders/:id', async (req, res) => {
  const order = await prisma.order.findUnique({ where: { id: req.params.id }, include: { lines: true } });
  const ids = order.lines.map((line) => line.productId);
  order.products = await prisma.product.findMany({ where: { id: { in: ids } } });
  res.json(order);
});

app.get('/free/:name', async (req, res) => {
  let slug = '';
  for (const end of ['', '-2', '-3']) {
    const taken = await prisma.order.findUnique({ where: { slug: req.params.name + end } });
    if (!taken) {
      slug = req.params.name + end;
      break;
    }
  }
  res.json({ slug });
});

app.get('/count', async (req, res) => {
  const kinds = { order: prisma.order, product: prisma.product };
  const first = {};
  for (const kind in kinds) {
    first[kind] = await kinds[kind].findFirst({ where: { name: req.query[kind] } });
  }
  res.json(first);
});

app.listen(3000);
