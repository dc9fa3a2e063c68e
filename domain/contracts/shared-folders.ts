/** Folders of X-Cart that all nodes of a store share, in the order of mounting: what an old store brings along, and what nodes mount. */
export const sharedFolders = ["var/data", "var/import", "var/export", "public/images", "public/files", "files", "public/var"] as const;
