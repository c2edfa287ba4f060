import { useEffect, useState } from 'react';
import { search } from './api';

export function Search({ query }) {
  const [results, setResults] = useState([]);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    async function load() {
      setBusy(true);
      try {
        const found = await search(query);
        setResults(found);
        setError('');
      } catch {
        setError('The search did not work.');
      } finally {
        setBusy(false);
      }
    }
    load();
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
