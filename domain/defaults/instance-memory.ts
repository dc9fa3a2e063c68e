/** Capacity of an EC2 instance. */
export interface InstanceCapacity {
  readonly memoryMiB: number;
  readonly cpus: number;
}

/**
 * GiB of memory for each virtual CPU by family of Graviton, without the letters that say what else it has (`m7gd` has `m`'s memory).
 * From docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html.
 */
const gibPerCpu: Readonly<Record<string, number>> = { c: 2, g: 2, m: 4, i: 8, r: 8, x: 16 };

/** GiB of memory by size of `t4g`, each with two virtual CPUs up to `large`. */
const burstable: Readonly<Record<string, number>> = { nano: 0.5, micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 };

/** Virtual CPUs of an instance type such as `m7g.large`, and its memory; undefined for an unknown type, whose memory should not be guessed. */
export function capacityOf(instanceType: string): InstanceCapacity | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const xlarges = /^(\d*)xlarge$/.exec(size);
  if (family === "t4g") {
    const gib = burstable[size];
    return gib === undefined ? undefined : { memoryMiB: gib * 1024, cpus: xlarges ? 4 * Number(xlarges[1] || 1) : 2 };
  }
  const perCpu = /^[a-z]\d+g[a-z]*$/.test(family) ? gibPerCpu[family.charAt(0)] : undefined;
  const cpus = xlarges ? 4 * Number(xlarges[1] || 1) : { medium: 1, large: 2 }[size];
  return perCpu === undefined || cpus === undefined ? undefined : { memoryMiB: perCpu * cpus * 1024, cpus };
}
