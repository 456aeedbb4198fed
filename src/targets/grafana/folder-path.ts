import { checksum } from '../../plan/checksum.ts';

/** `Platform/Network` -> `['Platform', 'Network']`: titles of nested folders. */
export const segments = (path: string): readonly string[] =>
  path
    .split('/')
    .map((title) => title.trim())
    .filter(Boolean);

/** `folder/Platform/Network`. A path names a folder whoever made it. */
export const folderId = (path: string): string => `folder/${segments(path).join('/')}`;

/**
 * uid of a folder that we make. Folders carry no version message: that the uid fits set and path is the proof that it
 * is ours, and a folder that was renamed or moved has lost it.
 */
export const folderUid = (set: string, path: string): string => `ciliascope-${checksum([set, ...segments(path)])}`;
