exports.sendReminders = () => {};
