/** The user that runs PHP on every node, and that shared files belong to; Amazon Linux gives the first system services lower numbers. */
export const sharedOwner = { uid: 2001, gid: 2001 } as const;
