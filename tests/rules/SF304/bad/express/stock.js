const pool = require('./pool');

exports.reserve = async (item) => {
  try {
    await pool.query('update stock set count = count - 1 where item = $1', [item]);
  } catch {
  }
};
