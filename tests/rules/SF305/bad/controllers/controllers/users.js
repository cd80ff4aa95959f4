export const listUsers = async (req, res) => {
  res.json(await fetch('http://users'));
};
