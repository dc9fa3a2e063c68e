import { availableParallelism } from "node:os";

/** Tests run as Node runs the program: ES modules, types stripped by Node itself. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/tests/support/strip-types.cjs" },
  // A compiler and a package manager: over half of what each file loaded.
  moduleNameMapper: { "^(?:@npmcli/)?(typescript|arborist|normalize-package-data)$": "<rootDir>/tests/support/deferred/$1.cjs" },
  // `later`: the tests on a later day, CONTRIBUTING.md.
  setupFiles: ["plain-traces", "kept-collators", ...(process.env.SHIFT_DAYS ? ["later"] : [])].map(
    (name) => `<rootDir>/tests/support/${name}.cjs`,
  ),
  globalSetup: "<rootDir>/tests/support/emulators/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/emulators/global-teardown.ts",
  testSequencer: "<rootDir>/tests/support/longest-first.cjs",
  // Also for hooks, which start servers and preview stacks: on a busy machine each takes many times as long.
  testTimeout: 180_000,
  // Many files wait for servers; others compute in the meantime.
  maxWorkers: 2 * availableParallelism(),
  // Each file leaves something of its modules behind; a worker that has grown is followed by a fresh one.
  workerIdleMemoryLimit: "1GB",
};
