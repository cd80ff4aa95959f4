const express = require('express');
const sharp = require('sharp');
const tf = require('@tensorflow/tfjs-node');

const app = express();
const trainer = { train: (name) => name };

app.post('/classify', async (req, res) => {
  const model = await tf.loadLayersModel('file://model/model.json');
  const picture = await sharp(req.body).resize(224, 224, { fit: 'cover' }).toBuffer();
  const layout = { fit: (box) => box };
  layout.fit({ width: 1 });
  trainer.train('express');
  res.json(model.predict(tf.node.decodeImage(picture)).arraySync());
});

app.listen(3000);
