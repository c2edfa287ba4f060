import { useEffect, useState } from 'react';
import { search } from './api';

export function Search({ query }) {
  const [results, setResults] = useState([]);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let ignore = false;
    async function load() {
      setBusy(true);
      try {
        const found = await search(query);
        if (ignore) return;
        setResults(found);
        setError('');
      } catch {
        if (ignore) return;
        setError('The search did not work.');
      } finally {
        if (!ignore) setBusy(false);
      }
    }
    load();
    return () => {
      ignore = true;
    };
  }, [query]);

  return (
    <section>
      {busy && <p>Searching…</p>}
      {error && <p role="alert">{error}</p>}
      <ul>
        {results.map((result) => (
          <li key={result.id}>{result.title}</li>
        ))}
      </ul>
    </section>
  );
}
