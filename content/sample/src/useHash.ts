import { useEffect, useState } from 'react';

/** The part of the address after `#`. */
export function useHash(): string {
  const [hash, setHash] = useState(() => location.hash.slice(1));

  useEffect(() => {
    const onHashChange = () => setHash(location.hash.slice(1));
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, []);

  return hash;
}
