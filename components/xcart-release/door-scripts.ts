import { type Script, script } from "./script.ts";

/** The node's own command: does what the stack's parameter says, and waits until nothing of X-Cart is under way. */
const command = "/usr/local/sbin/xcart-door";

/** Closes a node, which has to run the release that is given. */
export const closeNodesScript = <T>(release: string): Script<T> => script({ RELEASE: release }, `${command} --release "$RELEASE" --wait`);

/** Opens a node, which has to run the release that is given and serve it. */
export const openNodesScript = <T>(release: string): Script<T> => script({ RELEASE: release }, `${command} --release "$RELEASE"`);
