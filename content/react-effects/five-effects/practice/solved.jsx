import { useEffect, useState } from 'react';
import { fetchUser } from './api';

export function ProfilePage({ userId }) {
  return <Profile key={userId} userId={userId} />;
}

function Profile({ userId }) {
  const [user, setUser] = useState(null);
  const [note, setNote] = useState('');
  const [seconds, setSeconds] = useState(0);

  const greeting = user ? `This is ${user.name}` : 'Loading…';

  useEffect(() => {
    let ignore = false;
    fetchUser(userId).then((next) => {
      if (ignore) return;
      setUser(next);
    });
    return () => {
      ignore = true;
    };
  }, [userId]);

  useEffect(() => {
    const onKeyDown = (event) => {
      if (event.key === 'Escape') setNote('');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds((previous) => previous + 1);
    }, 1000);
    return () => clearInterval(timer);
  }, []);

  return (
    <article>
      <h1>{greeting}</h1>
      <textarea value={note} onChange={(event) => setNote(event.target.value)} />
      <footer>{seconds} seconds here</footer>
    </article>
  );
}
