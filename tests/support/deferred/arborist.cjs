module.exports = require("./on-use.cjs")("@npmcli/arborist");
