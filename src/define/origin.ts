/** Where in the content something was written: problems and pull request annotations point there. */
export interface Origin {
  /** Absolute path or file URL, as the engine gives it. */
  readonly file: string;
  readonly line: number;
}

const OWN_FOLDERS = ['/src/define/', '/dashboards/shared/', '/rules/shared/'];

/** The first caller outside the authoring API and the shared factories. */
export function callerOrigin(): Origin {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callerOrigin);
  for (const line of (holder.stack ?? '').split('\n').slice(1)) {
    const match = /(?:\(|at )(?:file:\/\/)?(\/[^():]+|[A-Za-z]:[^():]+):(\d+):\d+\)?$/.exec(line);
    if (match?.[1] && !OWN_FOLDERS.some((folder) => match[1]?.includes(folder))) {
      return { file: match[1], line: Number(match[2]) };
    }
  }
  return { file: '', line: 0 };
}
