function fibonacci(n) {
  if (n < 2) return n;
  return fibonacci(n - 1) + fibonacci(n - 2); // expect: SF201 warning
}

module.exports = { fibonacci };
