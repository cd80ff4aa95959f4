async function find(token) {
  return { token };
}

module.exports = { find };
