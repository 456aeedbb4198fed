import { defineConfig } from './src/define.ts';

/** The settings most teams edit; docs/settings.md lists them all. Left out means default. */
export default defineConfig({
  cilium: { from: '1.18', until: '1.20' },
});
