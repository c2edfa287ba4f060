import { useEffect, useState } from 'react';
import { positionOf, togglePause } from './audio';

export function Player({ song }) {
  const [position, setPosition] = useState(0);

  useEffect(() => {
    const timer = setInterval(() => setPosition(positionOf(song)), 1000);
    return () => clearInterval(timer);
  }, [song]);

  useEffect(() => {
    const onKeyDown = (event) => {
      if (event.key === ' ') togglePause(song);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [song]);

  return (
    <p>
      {song.title}: {position} s
    </p>
  );
}
