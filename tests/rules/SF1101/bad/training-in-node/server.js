const express = require('express');
const tf = require('@tensorflow/tfjs-node');

const app = express();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [12] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.001) });

app.post('/train', async (req, res) => {
  const { inputs, labels } = req.body;
  await model.fit(tf.tensor2d(inputs), tf.tensor2d(labels), { epochs: 50, batchSize: 32 });
  await model.save('file://model');
  res.sendStatus(204);
});

app.post('/predict', (req, res) => {
  res.json(model.predict(tf.tensor2d(req.body.inputs)).arraySync());
});

app.listen(process.env.PORT || 3000);
