export default function handler(req, res) {
  res.json({ now: Date.now() });
}
