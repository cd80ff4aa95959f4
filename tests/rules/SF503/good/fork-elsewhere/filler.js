const cluster = require('cluster');

if (cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
} else {
  setInterval(() => console.log('filling'), 1000);
}
