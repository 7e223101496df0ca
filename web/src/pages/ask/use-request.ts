import { useEffect, useMemo, useRef, useState } from 'react';
import { keep, usePlace } from '../../routing/place';
import { edited, readEdits, withEdit, writeEdits, type Body, type Edits, type Json } from './request';

/** What is asked: the example with the reader's changes, which the address keeps. */
export interface EditedRequest {
  body: Body;
  edits: Edits;
  set: (pointer: string, value: Json) => void;
  /** Replace all changes. */
  replace: (edits: Edits) => void;
}

/** Browsers refuse an address that is changed more often than some ten times a second. */
const keepAfterMilliseconds = 250;

export function useRequest(example: Body): EditedRequest {
  const { query } = usePlace();
  const written = query.get('edit');
  const [edits, setEdits] = useState<Edits>(() => readEdits(written));
  const own = useRef(written);
  useEffect(() => {
    // Somebody went back, or opened another link.
    if (written === own.current) return;
    own.current = written;
    setEdits(readEdits(written));
  }, [written]);
  useEffect(() => {
    const text = writeEdits(edits);
    const timer = setTimeout(() => {
      own.current = text ?? null;
      keep({ edit: text });
    }, keepAfterMilliseconds);
    return () => clearTimeout(timer);
  }, [edits]);
  const body = useMemo(() => edited(example, edits), [example, edits]);
  return {
    body,
    edits,
    set: (pointer, value) => setEdits((before) => withEdit(example, before, { pointer, value })),
    replace: setEdits,
  };
}
