const express = require("express");
const cron = require("node-cron");
const { sendReminders } = require("./reminders");

const app = express();
cron.schedule("0 7 * * *", sendReminders); // expect: SF507 warning
app.listen(3000);
