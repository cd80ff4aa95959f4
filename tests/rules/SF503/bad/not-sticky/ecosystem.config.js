module.exports = { apps: [{ name: "chat", script: "./server.js", instances: 4, exec_mode: "cluster" }] };
