// Jest's view of a TypeScript file: the one that Node has, with its own type stripping.
const { createHash } = require("node:crypto");
const { stripTypeScriptTypes } = require("node:module");

module.exports = {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source) => createHash("sha256").update(process.version).update(source).digest("hex"),
};
