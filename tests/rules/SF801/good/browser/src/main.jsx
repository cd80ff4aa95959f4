import * as tf from '@tensorflow/tfjs';
import { createRoot } from 'react-dom/client';

const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });

async function learn() {
  await model.fit(tf.tensor([1]), tf.tensor([2]), { epochs: 3 });
}

createRoot(document.getElementById('root')).render(<button onClick={learn}>Learn</button>);
