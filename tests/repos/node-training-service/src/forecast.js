const tf = require('@tensorflow/tfjs-node');

const models = new Map();

function build() {
  const model = tf.sequential();
  model.add(tf.layers.lstm({ units: 64, inputShape: [7, 1] }));
  model.add(tf.layers.dense({ units: 32, activation: 'relu' }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  return model;
}

async function train(shop, sales) {
  const windows = sales.slice(7).map((_, n) => sales.slice(n, n + 7).map((value) => [value]));
  const xs = tf.tensor3d(windows);
  const ys = tf.tensor2d(sales.slice(7), [sales.length - 7, 1]);
  const model = build();
  const history = await model.fit(xs, ys, { epochs: 60, batchSize: 32 });
  models.set(shop, model);
  return history.history.loss.at(-1);
}

async function predict(shop, day) {
  const model = models.get(shop);
  const output = model.predict(tf.tensor3d([JSON.parse(day)]));
  return output.data();
}

module.exports = { train, predict };
