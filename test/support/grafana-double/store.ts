import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../src/model/dashboard.ts';

export interface StoredVersion {
  readonly version: number;
  readonly json: JsonObject;
  readonly folderUid: string;
  readonly message: string;
  readonly by: string;
}

export interface StoredBoard {
  readonly uid: string;
  /** Oldest first. */
  readonly versions: readonly StoredVersion[];
  /** A file on the server owns it. */
  readonly provisioned: boolean;
  /** Another tool manages it. */
  readonly manager?: string;
}

export interface StoredFolder {
  readonly uid: string;
  readonly title: string;
  readonly parentUid: string;
}

/** What a Grafana holds, with its rules of saving: the part that both APIs share. */
export class Store {
  readonly boards = new Map<string, StoredBoard>();
  readonly folders = new Map<string, StoredFolder>();
  readonly #sameIsNothing: boolean;

  /** @param major up to 11 every save is a version, even of what is equal */
  constructor(major: number) {
    this.#sameIsNothing = major >= 12;
  }

  now(uid: string): StoredVersion | undefined {
    return this.boards.get(uid)?.versions.at(-1);
  }

  save(uid: string, next: Omit<StoredVersion, 'version'>): StoredVersion {
    const board = this.boards.get(uid) ?? { uid, versions: [], provisioned: false };
    const last = board.versions.at(-1);
    if (this.#sameIsNothing && last && last.folderUid === next.folderUid && isDeepStrictEqual(last.json, next.json))
      return last;
    const version = { ...next, version: (last?.version ?? 0) + 1 };
    this.boards.set(uid, { ...board, versions: [...board.versions, version] });
    return version;
  }
}
