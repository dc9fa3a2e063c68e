/** Operating system of the nodes, as Patch Manager calls it. */
export const patchedSystem = "AMAZON_LINUX_2023";

/** Tag by which Patch Manager knows whose nodes they are; without a space, since instance metadata refuses one. */
export const patchGroupTag = "PatchGroup";

/**
 * Patches that are installed, and how soon: critical and important security fixes at once, the rest after a week in which others find its
 * faults. PCI DSS 6.3.3 gives critical ones a month.
 */
export const approvalRules = [
  {
    approveAfterDays: 0,
    complianceLevel: "CRITICAL",
    enableNonSecurity: false,
    patchFilters: [
      { key: "CLASSIFICATION", values: ["Security"] },
      { key: "SEVERITY", values: ["Critical", "Important"] },
    ],
  },
  {
    approveAfterDays: 7,
    complianceLevel: "MEDIUM",
    enableNonSecurity: true,
    patchFilters: [
      { key: "CLASSIFICATION", values: ["*"] },
      { key: "SEVERITY", values: ["*"] },
    ],
  },
];

/** Minutes at the end of each window in which what the image lacks is installed. */
export const installMinutes = 60;

/** Minutes before each window in which database and caches take minor versions; the least that ElastiCache takes. */
export const serviceMinutes = 60;

/** Names of what a store's patching keeps in Parameter Store; production reads staging's, so that they are known in advance. */
export const patchParameters = {
  /** Id of the image that new nodes start from. */
  image: (stack: string): string => `/${stack}/image`,
  /** Where the function is, and which images the store has run. */
  state: (stack: string): string => `/${stack}/patching/state`,
} as const;

/** Where AWS publishes the id of the newest Amazon Linux 2023 for Graviton. */
export const newestImageParameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** The parameter that nodes take their image from: looked up by EC2 whenever one starts, so that patching moves it and `pulumi up` does not. */
export const nodeImage = (stack: string): string => `resolve:ssm:${patchParameters.image(stack)}`;

/** The value of a state parameter before the function's first run: AWS takes no empty one. */
export const unwrittenState = "-";

/** Where the windows' records lie in the log archive, by stack below it. */
export const recordsPrefix = "records/patching/";
