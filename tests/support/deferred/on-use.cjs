// A package that the Pulumi SDK loads at its start and only functions in dynamic providers use: loaded for the first that asks. What
// cli/offline/sdk.ts does for the command; Jest keeps modules of its own, one registry a test file.
const { join } = require("node:path");

module.exports = (name) => {
  const real = () => require(join(__dirname, "../../../node_modules", name));
  return new Proxy(
    {},
    { get: (_, property) => (property === "__esModule" ? true : property === "default" ? (real().default ?? real()) : real()[property]) },
  );
};
