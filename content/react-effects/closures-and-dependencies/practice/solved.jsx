import { useEffect, useState } from 'react';
import { connect, inbox } from './chat';

export function Room({ id }) {
  const [unread, setUnread] = useState(0);

  useEffect(() => {
    const onMessage = () => setUnread((previous) => previous + 1);
    inbox.addEventListener('message', onMessage);
    return () => inbox.removeEventListener('message', onMessage);
  }, []);

  useEffect(() => {
    const options = { reconnect: true };
    const connection = connect(id, options);
    return () => connection.close();
  }, [id]);

  return <button onClick={() => setUnread(0)}>{unread} unread</button>;
}
