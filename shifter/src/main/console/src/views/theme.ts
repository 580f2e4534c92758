/** Light or dark, as the system has it or as the viewer has chosen. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const KEPT = 'huidu-theme';
const CHANGED = 'huidu-theme';

export function theme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return THEMES.find((each) => each === kept) ?? 'system';
}

export function setTheme(chosen: Theme): void {
  localStorage.setItem(KEPT, chosen);
  show(chosen);
}

export function show(chosen: Theme): void {
  document.documentElement.dataset['theme'] = chosen;
  dispatchEvent(new Event(CHANGED));
}

/** Calls back whenever colours have changed, for what is painted rather than styled. */
export function onTheme(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  addEventListener(CHANGED, changed);
  return () => {
    dark.removeEventListener('change', changed);
    removeEventListener(CHANGED, changed);
  };
}

/** The colour that a variable of the style sheet has now. */
export function colour(variable: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
