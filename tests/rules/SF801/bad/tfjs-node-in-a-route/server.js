const express = require('express');
const tf = require('@tensorflow/tfjs-node');

const app = express();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });

app.post('/train', async (req, res) => {
  await model.fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[1], [3]]), { epochs: 50 }); // expect: SF801 warning
  res.sendStatus(204);
});

app.listen(3000);
