const faker = require('faker');

module.exports = faker.name.firstName();
