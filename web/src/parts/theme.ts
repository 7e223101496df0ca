import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

const storageName = 'sextant-theme';

function firstTheme(): Theme {
  const kept = localStorage.getItem(storageName);
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** The theme, first that of the system, then what the reader chose last. */
export function useTheme(): [theme: Theme, turn: () => void] {
  const [theme, setTheme] = useState(firstTheme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const turn = () => {
    const other = theme === 'light' ? 'dark' : 'light';
    localStorage.setItem(storageName, other);
    setTheme(other);
  };
  return [theme, turn];
}
