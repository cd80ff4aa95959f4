function report(error) {
  console.error(error.stack);
  last(error);
}

function last(error) {
  process.exit(error.code || 1);
}

module.exports = { report };
