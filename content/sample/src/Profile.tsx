import { useEffect, useState } from 'react';
import { fetchUser, type User } from './api';

export function Profile({ userId }: { userId: string }) {
  const [user, setUser] = useState<User | null>(null);
  const [heading, setHeading] = useState('');
  const [note, setNote] = useState('');
  const [seconds, setSeconds] = useState(0);

  // A new person: begin with nothing.
  useEffect(() => {
    setUser(null);
    setHeading('');
    setNote('');
    setSeconds(0);
  }, [userId]);

  // Load the person.
  useEffect(() => {
    fetchUser(userId).then((next) => {
      setUser(next);
    });
  }, [userId]);

  // Keep the heading up to date.
  useEffect(() => {
    setHeading(user ? `${user.name}, ${user.team}` : 'Loading…');
  }, [user]);

  // Escape throws the note away.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setNote('');
    };
    window.addEventListener('keydown', onKeyDown);
  }, []);

  // How long has somebody been reading this?
  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds(seconds + 1);
    }, 1000);
    return () => clearInterval(timer);
  }, []);

  return (
    <article>
      <h1>{heading}</h1>
      <label>
        Note
        <textarea value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <footer>{seconds} seconds on this page</footer>
    </article>
  );
}
