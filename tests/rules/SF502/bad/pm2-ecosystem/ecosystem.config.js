module.exports = {
  apps: [{ name: 'shop', script: './server.js', exec_mode: 'cluster', instances: process.env.INSTANCES || 'max' }],
};
