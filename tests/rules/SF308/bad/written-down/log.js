function note(error) {
  console.error(error.stack);
}

module.exports = { note };
