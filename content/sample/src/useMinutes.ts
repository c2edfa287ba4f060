import { useEffect, useState } from 'react';

/** Whole minutes since the page was opened. */
export function useMinutes(): number {
  const [minutes, setMinutes] = useState(0);

  useEffect(() => {
    const timer = setInterval(() => {
      setMinutes((before) => before + 1);
    }, 60_000);
    return () => clearInterval(timer);
  }, []);

  return minutes;
}
