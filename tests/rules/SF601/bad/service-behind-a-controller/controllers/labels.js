const classify = require('../services/classify');

exports.create = async (request, response) => {
  response.json(await classify(request.body.text));
};
