import { parseSettings } from '../../src/settings/parse.ts';
import type { Settings, UserSettings } from '../../src/settings/settings.ts';

/** Settings as the program would read them; fails loudly when a test's own settings are wrong. */
export function settingsOf(user: UserSettings = {}): Settings {
  const parsed = parseSettings(user);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.settings;
}
