module.exports = { apps: [{ name: 'board', script: 'server.js', instances: 4, exec_mode: 'cluster' }] };
