// Installs the servers and checkers that tests speak to, so that the first run of the tests waits for nothing.
import { installPackages, program, programNames } from "./programs.ts";

installPackages();
for (const name of programNames) console.log(`${name}: ${await program(name)}`);
