const cluster = require('cluster');

if (cluster.isPrimary) {
  cluster.fork({ ROLE: 'web' });
  cluster.fork({ ROLE: 'jobs' });
} else if (process.env.ROLE === 'web') {
  require('./web');
} else {
  require('./jobs');
}
