import { type Ending, servedTypes } from "../../domain/defaults/file-types.ts";
import type { NginxPlace } from "./place.ts";
import { expression, word } from "./text.ts";

interface StaticFolder {
  /** Below the web root, as its address says. */
  readonly folder: string;
  /** Whether X-Cart has it beside the web root, below the release's folder. @default false */
  readonly beside?: boolean;
  readonly types: readonly Ending[];
  /** Which of nginx's parts has the headers. */
  readonly headers: "release" | "theme" | "pictures" | "uploads";
  /** Folders between this one and its files, as an expression. @default - any that begin with no dot */
  readonly between?: string;
  /** Whether X-Cart or its users write there: then no symbolic link in it is followed. */
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
  // Icons of add-ons and previews of skins, which X-Cart's `assets:install` copies there (src/Command/AssetsInstallCommand.php).
  { folder: "modules", types: servedTypes.pictures, headers: "release", between: "[A-Za-z0-9]+/[A-Za-z0-9]+/images/", written: false },
  // What staff write in the look-and-feel editor (XC/ThemeTweaker).
  { folder: "var/theme", types: servedTypes.theme, headers: "theme", written: true },
  { folder: "var/resources", types: servedTypes.generated, headers: "release", written: true },
  { folder: "var/images", types: servedTypes.pictures, headers: "pictures", written: true },
  { folder: "images", types: servedTypes.pictures, headers: "pictures", written: true },
  { folder: "files/attachments", types: servedTypes.uploads, headers: "uploads", written: true },
  { folder: "files/vendor", types: servedTypes.uploads, headers: "uploads", written: true },
  // Films in pages, and those of a page that is being written: of them X-Cart says this address (classes/XLite/Model/Repo/Video/Temporary.php).
  { folder: "files/video", types: servedTypes.uploads, headers: "uploads", written: true },
  { folder: "var/video", types: servedTypes.films, headers: "uploads", written: true, beside: true },
  // Lists of products, where the add-on links them directly (QSL/ProductFeeds, src/View/ItemsList/Model/ProductFeed.php).
  { folder: "files/feeds", types: servedTypes.feeds, headers: "uploads", written: true },
];

/** Top-level folders of static files. Only the listed files in them are served, and no path in them is a page of X-Cart. */
export const fileFolders: readonly string[] = [
  ...new Set([...staticFolders.map(({ folder }) => folder.split("/")[0] ?? folder), "storage_download"]),
];

/** Files in the root: icons, and what proves to search engines and payment providers whose site it is. */
export const rootFiles =
  "^/(?:[a-z0-9_-]+\\.(?:ico|png|svg|webmanifest)|manifest\\.json|browserconfig\\.xml|(?:ads|security)\\.txt|(?:google|yandex_|pinterest-|BingSiteAuth)[A-Za-z0-9_-]*\\.(?:html|xml))$";

/** No folder and no file begins with a dot. The ending is looked at once, when all before it has been taken. */
const inside = ({ folder, types, between = "(?:[^./][^/]*+/)*+" }: StaticFolder) =>
  `^/${folder}/${between}[^./][^/]*+(?<=${types.map((type) => `\\.${type}`).join("|")})$`;

/** Folders that have a location. */
const served = new Set([...staticFolders.map(({ folder }) => folder), "storage_download"]);

/** The locations of files. */
export const staticPart = (place: NginxPlace): string =>
  [
    ...staticFolders.map((of) => location(of, place)),
    ...fileFolders.filter((first) => !served.has(first)).map((first) => `location ^~ /${first}/ { return 404; }\n`),
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

const location = (of: StaticFolder, { app }: NginxPlace): string => `location ^~ /${of.folder}/ {
  location ~* ${expression(inside(of))} {
    ${of.beside ? `root ${word(app)};\n    ` : ""}${of.written ? `disable_symlinks on from=$document_root/${of.folder};\n    ` : ""}include xcart/${of.headers}.conf;
  }
  return 404;
}
`;

/** Location of the files that X-Cart has nginx send after checking access (classes/XLite/Controller/Customer/Storage.php, use_sendfile). */
const download = `location ^~ /storage_download/ {
  internal;
  rewrite ^/storage_download/(.+)$ /files/$1 break;
  disable_symlinks on from=$document_root/files;
  include xcart/downloads.conf;
}
`;
