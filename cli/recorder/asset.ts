import { isArchive, isAsset } from "./marks.ts";

/** A file, as a resource is given it. */
export class FileAsset {
  readonly __pulumiAsset = true;
  readonly path: unknown;

  constructor(path: unknown) {
    this.path = path;
  }

  static isInstance = isAsset;
}

/** An archive of files. */
export class FileArchive {
  readonly __pulumiArchive = true;
  readonly path: unknown;

  constructor(path: unknown) {
    this.path = path;
  }

  static isInstance = isArchive;
}
