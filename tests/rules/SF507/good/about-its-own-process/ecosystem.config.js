module.exports = { apps: [{ name: "shop", script: "./server.js", instances: "max", exec_mode: "cluster" }] };
