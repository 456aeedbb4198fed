/** What a report says about a code besides its findings; a Check has all of it. */
export interface Rule {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly remediation: string;
}

export const HOME = 'https://github.com/ciliascope/ciliascope';

/** The page of a code, relative to the project. */
export function pageOf(code: string): string {
  return `docs/checks/${code}.md`;
}

/** The page of a code on the web: SARIF wants absolute addresses. */
export function helpUri(code: string): string {
  return `${HOME}/blob/main/${pageOf(encodeURIComponent(code))}`;
}
