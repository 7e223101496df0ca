import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { useState } from 'react';
import { errorOf } from '../api/client';
import { keyHeader, storedKey } from '../api/key';
import { Failure } from './states';

interface Linked extends Pick<AnchorHTMLAttributes<HTMLAnchorElement>, 'className' | 'children'> {
  href: string;
  /** Under which the file is kept. */
  name: string;
  /** Without a key the browser shows it rather than keeps it. */
  opens?: boolean;
}

/**
 * A link to a file of the API. A link cannot carry a key: where one is asked for, the file is fetched with it and handed to the browser
 * to be kept.
 */
export function ApiLink({ href, name, opens = false, ...rest }: Linked) {
  const [error, setError] = useState<Error>();
  const fetched = (event: MouseEvent) => {
    if (storedKey() === null) return;
    event.preventDefault();
    setError(undefined);
    keep(href, name).catch(setError);
  };
  return (
    <>
      <a href={href} download={opens ? undefined : name} onClick={fetched} {...rest} />
      {error && <Failure error={error} />}
    </>
  );
}

/** @throws ApiError */
async function keep(href: string, name: string): Promise<void> {
  const response = await fetch(href, { headers: keyHeader() });
  if (!response.ok) throw await errorOf(response);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
