const express = require('express');
const { signedIn } = require('./session');

const router = express.Router();
router.use(signedIn);  // expect: SF305
router.get('/', (req, res) => res.json([]));

module.exports = router;
