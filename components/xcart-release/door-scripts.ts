import { type Script, script } from "./script.ts";

/** The node's own command (host/boot/door.sh). */
const command = "/usr/local/sbin/xcart-door";

/** Closes a node, which has to run the release that is given, and waits until it has left the database. */
export const closeNodesScript = <T>(release: string): Script<T> => script({ RELEASE: release }, `${command} --release "$RELEASE" --wait`);

/** Closes a node, whatever it runs. */
export const closeAllNodesScript = <T>(): Script<T> => script({}, `${command} --wait`);

/** Whether a node could open: it runs what the database is upgraded to, and X-Cart answers. */
export const tryNodesScript = <T>(): Script<T> => script({}, `${command} --try`);

/** Has a node do what the parameter says by now. */
export const openNodesScript = <T>(): Script<T> => script({}, command);
