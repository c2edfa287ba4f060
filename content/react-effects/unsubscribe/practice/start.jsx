import { useEffect, useState } from 'react';
import { positionOf, togglePause } from './audio';

export function Player({ song }) {
  const [position, setPosition] = useState(0);

  useEffect(() => {
    setInterval(() => setPosition(positionOf(song)), 1000);
  }, [song]);

  useEffect(() => {
    window.addEventListener('keydown', (event) => {
      if (event.key === ' ') togglePause(song);
    });
    return () => {
      window.removeEventListener('keydown', (event) => {
        if (event.key === ' ') togglePause(song);
      });
    };
  }, [song]);

  return (
    <p>
      {song.title}: {position} s
    </p>
  );
}
