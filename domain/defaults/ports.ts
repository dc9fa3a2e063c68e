/**
 * Ports that mail is submitted on, all with TLS: 465 and 2465 from the first byte, 587 and 2587 after STARTTLS (RFC 8314;
 * docs.aws.amazon.com/ses/latest/dg/smtp-connect.html). 25 is not among them: AWS blocks it.
 */
export const submissionPorts = [587, 2587, 465, 2465] as const;

/** Those of {@link submissionPorts} on which a conversation begins in the clear. */
export const startTlsPorts: readonly number[] = [587, 2587];

/** Ports of what holds data: MySQL, Valkey, NFS. Groups and network ACLs open the same ones. */
export const dataPorts = { database: 3306, cache: 6379, files: 2049 } as const;
