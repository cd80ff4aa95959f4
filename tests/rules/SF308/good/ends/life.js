function stop(error) {
  console.error(error.stack);
  process.exitCode = 1;
  process.exit();
}

module.exports = { stop };
