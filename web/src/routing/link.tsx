import { type AnchorHTMLAttributes, type MouseEvent } from 'react';
import { go, usePlace } from './place';

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
}

/** A link within the app; with a modifier or the middle button the browser does what it does. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const here = `/${usePlace().path.join('/')}`;
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} onClick={follow} aria-current={here === to ? 'page' : undefined} {...rest} />;
}
