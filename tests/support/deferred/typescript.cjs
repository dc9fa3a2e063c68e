module.exports = require("./on-use.cjs")("typescript");
