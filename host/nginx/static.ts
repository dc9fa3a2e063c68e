import { type Ending, servedTypes } from "../../domain/defaults/file-types.ts";
import { expression } from "./text.ts";

interface StaticFolder {
  /** Below the web root. */
  readonly folder: string;
  readonly types: readonly Ending[];
  /** Which of nginx's parts has the headers. */
  readonly headers: "release" | "pictures" | "uploads";
  /** Whether the programs or their users write there: then no link inside it leads anywhere. */
  readonly written: boolean;
}

/**
 * Folders of X-Cart's web root that are handed out as files, and the only ones. Of `files`, where invoices and what shoppers attach to
 * their orders lie too, those three that X-Cart's own sample for nginx opens (5.4.1.23, nginx.conf.sample).
 */
const staticFolders: readonly StaticFolder[] = [
  { folder: "assets", types: servedTypes.release, headers: "release", written: false },
  // Symfony's `assets:install`, for the pages of the API.
  { folder: "bundles", types: servedTypes.release, headers: "release", written: false },
  { folder: "var/resources", types: servedTypes.generated, headers: "release", written: true },
  { folder: "var/images", types: servedTypes.pictures, headers: "pictures", written: true },
  { folder: "images", types: servedTypes.pictures, headers: "pictures", written: true },
  { folder: "files/attachments", types: servedTypes.uploads, headers: "uploads", written: true },
  { folder: "files/vendor", types: servedTypes.uploads, headers: "uploads", written: true },
  { folder: "files/video", types: servedTypes.uploads, headers: "uploads", written: true },
];

/** First folders of files: nothing else in them is handed out, and nothing in them is anybody's page. */
export const fileFolders: readonly string[] = [
  ...new Set([...staticFolders.map(({ folder }) => folder.split("/")[0] ?? folder), "storage_download"]),
];

/** Files in the root: icons, and what proves to search engines and payment providers whose site it is. */
const rootFiles =
  "^/(?:[a-z0-9_-]+\\.(?:ico|png|svg|webmanifest)|manifest\\.json|browserconfig\\.xml|(?:ads|security)\\.txt|(?:google|yandex_|pinterest-|BingSiteAuth)[A-Za-z0-9_-]*\\.(?:html|xml))$";

/** No folder and no file begins with a dot. */
const inside = (folder: string, types: readonly string[]) => `^/${folder}/(?:[^./][^/]*/)*[^./][^/]*\\.(?:${types.join("|")})$`;

/** The locations of files. */
export const staticPart = (): string =>
  [
    ...staticFolders.map(location),
    `location ~ ${expression(`^/(?:${fileFolders.join("|")})/`)} { return 404; }\n`,
    `location ~ ${expression(rootFiles)} {
  include xcart/release.conf;
}
`,
    // A store's own robots.txt, or X-Cart's.
    `location = /robots.txt {
  include xcart/release.conf;
  try_files $uri @page;
}
`,
    `location ^~ /.well-known/ {
  location ~ ${expression("^/\\.well-known/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.(?:txt|json))?$")} {
    default_type text/plain;
    include xcart/release.conf;
  }
  return 404;
}
`,
    download,
  ].join("\n");

const location = ({ folder, types, headers, written }: StaticFolder): string => `location ^~ /${folder}/ {
  location ~* ${expression(inside(folder, types))} {
    ${written ? `disable_symlinks on from=$document_root/${folder};\n    ` : ""}include xcart/${headers}.conf;
  }
  return 404;
}
`;

/** What X-Cart has checked and tells nginx to hand out (classes/XLite/Controller/Customer/Storage.php, use_sendfile). */
const download = `location ^~ /storage_download/ {
  internal;
  rewrite ^/storage_download/(.+)$ /files/$1 break;
  disable_symlinks on from=$document_root/files;
  include xcart/downloads.conf;
}
`;
