import type { z } from "zod";
import { capacityOf } from "../../../domain/defaults/instance-memory.ts";
import { minMemoryMiB, workersOf } from "../../../domain/defaults/php-pool.ts";
import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";
import type { web } from "../schema/web.ts";

export function webFaults({ environment, web }: Pick<StoreSettings, "environment" | "web">): string[] {
  return [...countFaults(environment, web), ...nodeFaults(web)];
}

function countFaults(environment: string, web: StoreSettings["web"]): string[] {
  const min = environment === "prod" ? 2 : 1;
  if (web.minimum < min) return [fault("web.minimum", web.minimum, "at least 2 in prod, in two zones")];
  return web.maximum < web.minimum ? [fault("web.maximum", web.maximum, `at least web.minimum, ${web.minimum}`)] : [];
}

/** Faults of a node's size and limits. */
function nodeFaults({ instanceType, bodyMiB }: Pick<z.output<typeof web>, "bodyMiB"> & { readonly instanceType: string }): string[] {
  const faults: string[] = [];
  const capacity = capacityOf(instanceType);
  if (!capacity) faults.push(fault("web.instanceType", instanceType, "a size whose memory is known: t4g, or c, g, i, m, r, x of Graviton"));
  else if (workersOf(capacity) === 0)
    faults.push(fault("web.instanceType", instanceType, `a size with at least ${minMemoryMiB} MiB of memory, for one PHP worker`));
  if (bodyMiB.uploads < bodyMiB.standard)
    faults.push(fault("web.bodyMiB.uploads", bodyMiB.uploads, `at least web.bodyMiB.standard, ${bodyMiB.standard}`));
  return faults;
}
