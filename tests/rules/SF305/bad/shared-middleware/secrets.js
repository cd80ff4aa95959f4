const express = require('express');
const { signedIn } = require('./session');

const router = express.Router();
router.use(signedIn);
router.get('/', (req, res) => res.json([]));

module.exports = router;
