const express = require("express");
const cron = require("node-cron");

const app = express();
cron.schedule("* * * * *", () => {
  console.log("memory in use", process.memoryUsage().heapUsed);
});
app.listen(3000);
