import { useEffect } from 'react';
import { useLanguage } from '../language/language';
import { Link } from '../routing/link';
import { useTheme } from './theme';

/** The name of the app, its pages, and what the reader may set. */
export function Header() {
  const { say } = useLanguage();
  return (
    <header className="top">
      <Link to="/" className="brand">
        <img src="/icon.svg" alt="" width="24" height="24" />
        Sextant
      </Link>
      <nav aria-label={say('Pages')}>
        <Link to="/">{say('Questions')}</Link>
        <Link to="/jobs">{say('Jobs')}</Link>
        <Link to="/data">{say('Data')}</Link>
        <Link to="/tour">{say('Tour')}</Link>
      </nav>
      <div className="settings">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const isChinese = language === 'zh';
  return (
    <button
      type="button"
      className="plain"
      lang={isChinese ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(isChinese ? 'en' : 'zh')}
    >
      {isChinese ? 'English' : '中文'}
    </button>
  );
}

function ThemeSwitch() {
  const { say } = useLanguage();
  const [theme, turn] = useTheme();
  return (
    <button
      type="button"
      className="plain"
      onClick={turn}
      aria-label={say(theme === 'dark' ? 'Light theme' : 'Dark theme')}
    >
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="10" cy="10" r="6.500" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M10 3.500a6.500 6.500 0 0 1 0 13z" fill="currentColor" />
      </svg>
    </button>
  );
}

/** The title of the window. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Sextant' : `${title} – Sextant`;
  }, [title]);
}
