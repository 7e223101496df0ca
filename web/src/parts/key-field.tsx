import { useId, useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { storeKey } from '../api/key';
import { useLanguage } from '../language/language';

/** Where a server wants a key: everything is asked again with the one that is given. */
export function KeyField() {
  const { say } = useLanguage();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const id = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    storeKey(key.trim());
    void client.resetQueries();
  };
  return (
    <form onSubmit={onSubmit}>
      <label htmlFor={id}>{say('Your key')}</label>{' '}
      <input
        id={id}
        type="password"
        autoComplete="off"
        value={key}
        onChange={({ target }) => setKey(target.value)}
      />{' '}
      <button type="submit" disabled={key.trim() === ''}>
        {say('Ask with this key')}
      </button>
      <p className="quiet">{say('It stays in this tab and is forgotten with it.')}</p>
    </form>
  );
}
