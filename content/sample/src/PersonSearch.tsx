import { useEffect, useState } from 'react';
import { findPeople, type User } from './api';

/** Shows the people whose name holds the text; only the answer for the present text counts. */
export function PersonSearch() {
  const [text, setText] = useState('');
  const [found, setFound] = useState<User[]>([]);

  useEffect(() => {
    const controller = new AbortController();
    findPeople(text, controller.signal)
      .then(setFound)
      .catch(() => {
        if (!controller.signal.aborted) setFound([]);
      });
    return () => controller.abort();
  }, [text]);

  const summary = found.length === 1 ? '1 person' : `${found.length} people`;

  return (
    <section>
      <input value={text} aria-label="Find a person" onChange={(event) => setText(event.target.value)} />
      <p>{summary}</p>
      <ul>
        {found.map((person) => (
          <li key={person.id}>
            <a href={`#${person.id}`}>{person.name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
