import { useEffect, useState } from 'react';
import { fetchUser } from './api';

export function ProfilePage({ userId }) {
  return <Profile userId={userId} />;
}

function Profile({ userId }) {
  const [user, setUser] = useState(null);
  const [greeting, setGreeting] = useState('');
  const [note, setNote] = useState('');
  const [seconds, setSeconds] = useState(0);

  useEffect(() => {
    setUser(null);
    setGreeting('');
    setNote('');
    setSeconds(0);
  }, [userId]);

  useEffect(() => {
    fetchUser(userId).then((next) => {
      setUser(next);
    });
  }, [userId]);

  useEffect(() => {
    setGreeting(user ? `This is ${user.name}` : 'Loading…');
  }, [user]);

  useEffect(() => {
    const onKeyDown = (event) => {
      if (event.key === 'Escape') setNote('');
    };
    window.addEventListener('keydown', onKeyDown);
  }, []);

  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds(seconds + 1);
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
