/** Endings of files that nodes hand out, and what they are called (iana.org/assignments/media-types). Others do not leave a node. */
export const mediaTypes = {
  css: "text/css",
  js: "text/javascript",
  mjs: "text/javascript",
  json: "application/json",
  map: "application/json",
  html: "text/html",
  xml: "text/xml",
  txt: "text/plain",
  csv: "text/csv",
  webmanifest: "application/manifest+json",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  svg: "image/svg+xml",
  ico: "image/x-icon",
  woff: "font/woff",
  woff2: "font/woff2",
  ttf: "font/ttf",
  otf: "font/otf",
  eot: "application/vnd.ms-fontobject",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  wav: "audio/wav",
  mp4: "video/mp4",
  webm: "video/webm",
  mov: "video/quicktime",
  ogg: "video/ogg",
  pdf: "application/pdf",
  zip: "application/zip",
  rtf: "application/rtf",
  epub: "application/epub+zip",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
} as const;

/** One of {@link mediaTypes}. */
export type Ending = keyof typeof mediaTypes;

const pictures = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico"] as const;
const fonts = ["woff", "woff2", "ttf", "otf", "eot"] as const;
const films = ["mp4", "webm", "mov", "ogg", "mp3", "m4a", "wav"] as const;
const papers = ["pdf", "zip", "rtf", "epub", "doc", "xls", "ppt", "docx", "xlsx", "pptx", "odt", "ods", "txt", "csv"] as const;

/** File types that a folder of the web root may serve, by who writes there. */
export const servedTypes = {
  /** The release, to which nothing is written while it runs. */
  release: ["css", "js", "mjs", "json", "map", "html", ...pictures, ...fonts, ...films],
  /** Files that X-Cart makes from the release's. */
  generated: ["css", "js", "map", ...pictures, ...fonts],
  /** Files that staff write for the shop's pages, with their pictures. */
  theme: ["css", "js", ...pictures],
  /** Files that staff and shoppers upload. */
  pictures,
  uploads: [...pictures, ...films, ...papers],
  films,
  /** Lists of products that programs make for search engines and markets. */
  feeds: ["xml", "txt", "csv", "zip"],
} as const satisfies Record<string, readonly Ending[]>;

/** File types that compression makes smaller; pictures, films, archives and WOFF are compressed already. */
export const compressedTypes: readonly string[] = [
  ...new Set(
    (["css", "js", "json", "xml", "txt", "csv", "webmanifest", "svg", "ttf", "otf", "eot"] as const).map((ending) => mediaTypes[ending]),
  ),
  // As others write it.
  "application/javascript",
];
