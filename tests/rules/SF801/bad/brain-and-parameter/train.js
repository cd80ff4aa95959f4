const tf = require('@tensorflow/tfjs-node');

async function train(model, inputs, labels) {
  return model.fit(tf.tensor(inputs), tf.tensor(labels), { // expect: SF801 warning
    epochs: 10,
    batchSize: 32,
  });
}

module.exports = { train };
