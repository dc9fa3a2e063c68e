/** Secrets of an installation: in AWS each is `<stack>-<name>-…`, as Pulumi names it. */
export const installationSecrets = {
  licence: { name: "xcart-licence", description: "Licence key of X-Cart, put by the operator" },
  administrator: {
    name: "administrator",
    description: "First administrator of the store, and the password to be changed at the first sign-in",
  },
} as const;

/** One of {@link installationSecrets}. */
export type InstallationSecret = keyof typeof installationSecrets;
