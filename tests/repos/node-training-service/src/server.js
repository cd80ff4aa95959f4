const express = require('express');
const { train, predict } = require('./forecast');

const app = express();
app.use(express.json());

app.post('/shops/:shop/model', async (req, res, next) => {
  try {
    const loss = await train(req.params.shop, req.body.sales);
    res.json({ loss });
  } catch (error) {
    next(error);
  }
});

app.get('/shops/:shop/demand', async (req, res, next) => {
  try {
    res.json(await predict(req.params.shop, req.query.day));
  } catch (error) {
    next(error);
  }
});

app.listen(process.env.PORT || 3000);
