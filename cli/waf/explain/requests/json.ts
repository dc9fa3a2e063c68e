import type { Subject } from "./report.ts";
import type { Group, Summary } from "./summary.ts";

/** The same as the text, as parts of one JSON object. */
export function summaryJson(summary: Summary, { stack, acl, file, formats, remarks }: Subject): Readonly<Record<string, unknown>> {
  return {
    ...{ stack, acl, file, formats, remarks },
    summary: {
      ...{ requests: summary.count, refused: summary.refusedCount },
      byRule: [...summary.byRule.values()].map(plain),
      refusedKinds: [...summary.refused.values()].map(plain),
      refusedOthers: summary.otherRefused,
      changed: [...summary.changes.values()],
      unchanged: summary.unchanged,
      open: [...summary.open.values()],
    },
  };
}

const plain = ({ addresses, ...group }: Group): unknown => ({ ...group, addresses: addresses.size });
