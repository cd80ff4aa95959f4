import * as tf from '@tensorflow/tfjs-node';

const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const data = tf.data.csv('file://prices.csv').batch(32);
await model.fitDataset(data, { epochs: 20 }); // expect: SF801 info
await model.save('file://model');
