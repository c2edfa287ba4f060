import { useEffect, useState } from 'react';
import { connect, inbox } from './chat';

export function Room({ id }) {
  const [unread, setUnread] = useState(0);
  const options = { reconnect: true };

  useEffect(() => {
    const onMessage = () => setUnread(unread + 1);
    inbox.addEventListener('message', onMessage);
    return () => inbox.removeEventListener('message', onMessage);
  }, []);

  useEffect(() => {
    const connection = connect(id, options);
    return () => connection.close();
  }, [id, options]);

  return <button onClick={() => setUnread(0)}>{unread} unread</button>;
}
