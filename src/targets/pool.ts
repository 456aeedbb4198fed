/** Runs over all items, so many at a time. The first error ends it, after what is in flight. */
export async function pool<T>(items: readonly T[], size: number, run: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
}
