import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start real servers and whole builds: more workers than this starve each other on a small CI machine.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    allowOnly: !process.env.CI,
  },
});
