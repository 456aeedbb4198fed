const cleanups = new Set<() => void>();

/** Runs `cleanup` when this process ends, by itself or by a signal. Returns how to take that back. */
export function atEnd(cleanup: () => void): () => void {
  if (cleanups.size === 0) watch('on');
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    if (cleanups.size === 0) watch('off');
  };
}

function watch(how: 'on' | 'off'): void {
  process[how]('exit', runCleanups);
  process[how]('SIGINT', interrupted);
  process[how]('SIGTERM', interrupted);
}

function runCleanups(): void {
  for (const cleanup of cleanups) cleanup();
}

function interrupted(): void {
  // 128 + SIGINT, as a shell would report it
  process.exit(130);
}
