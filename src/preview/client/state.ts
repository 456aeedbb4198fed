/** What the reader has chosen; the theme outlives the page, the rest does not. */
export const choices = {
  /** Facts of panels instead of their drawings. */
  facts: false,
  /** Only what differs from the base. */
  onlyChanged: true,
  /** Sections that were opened or closed, by board and key. */
  open: new Map<string, boolean>(),
};

const THEME = 'ciliascope-theme';

/** The theme chosen earlier. Some browsers keep nothing for pages of files. */
export function rememberedTheme(): string | null {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

export function rememberTheme(theme: string): void {
  try {
    localStorage.setItem(THEME, theme);
  } catch {
    // it is forgotten with the page, then
  }
}
