const express = require("express");
const cron = require("node-cron");

const app = express();
if (process.env.NODE_APP_INSTANCE === "0") {
  cron.schedule("0 7 * * *", () => console.log("good morning"));
}
app.listen(3000);
