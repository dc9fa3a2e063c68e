module.exports = require("./on-use.cjs")("normalize-package-data");
