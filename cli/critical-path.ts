// `npm run critical-path [stack]`: what decides how long `pulumi up` and `pulumi destroy` take, where as much runs at once as can.
import { useRecorder } from "./recorder/hooks.ts";

// Before any module asks for the SDK.
useRecorder();
const { chainsOf } = await import("./critical-path/chains.ts");
const { chainsText } = await import("./critical-path/text.ts");
const { guarded } = await import("./offline/guard.ts");
const { programOf } = await import("./offline/program.ts");
const { ownProject, readStackConfig } = await import("./offline/project.ts");
const { stackGraph } = await import("./offline/stack.ts");
const { faultStatus } = await import("./text/fault.ts");

try {
  const [stack = "demo-prod"] = process.argv.slice(2);
  const project = ownProject();
  const config = readStackConfig(project, stack);
  process.chdir(project.root);
  console.log(chainsText(stack, chainsOf(await guarded(() => stackGraph(programOf(project), config)))));
} catch (error) {
  process.exitCode = faultStatus(error);
}
