const express = require("express");

const app = express();

app.post("/price", async (req, res) => {
  const user = await find(req.body.id);
  const orders = await user.orders();
  orders.forEach((order) => {
    order.lines.forEach((line) => {
      line.parts.forEach((part) => {
        part.prices.forEach((price) => {
          price.taxes.forEach((tax) => {
            tax.add(price);
          });
        });
      });
    });
  });
  open((error, connection) => {
    connection.load((problem, rows) => {
      res.json(rows);
    });
  });
});

app.listen(3000);

// What is awaited reads from top to bottom.
app.post("/all", (req, res) => {
  return new Promise((resolve) => {
    open(async (error, connection) => {
      await connection.within(async (session) => {
        await session.each(async (row) => {
          await row.each(async (cell) => {
            await cell.save();
          });
        });
      });
      resolve(res.end());
    });
  });
});
