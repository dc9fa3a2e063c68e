/** Tests run as Node runs the program: ES modules, types stripped by Node itself. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/tests/support/strip-types.cjs" },
  globalSetup: "<rootDir>/tests/support/emulators/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/emulators/global-teardown.ts",
  testTimeout: 60_000,
  // Jest keeps a processor back for itself; here it waits for servers most of the time.
  maxWorkers: "100%",
};
