import { useState } from 'react';
import { Attachments } from './Attachments';
import { History } from './History';

export function Chat({ room }) {
  return (
    <main>
      <History room={room} />
      <MessageBox key={room} room={room} />
    </main>
  );
}

function MessageBox({ room }) {
  const [message, setMessage] = useState('');
  const [urgent, setUrgent] = useState(false);

  return (
    <form aria-label={`Message to ${room}`}>
      <textarea value={message} onChange={(event) => setMessage(event.target.value)} />
      <input type="checkbox" checked={urgent} onChange={(event) => setUrgent(event.target.checked)} />
      <Attachments />
    </form>
  );
}
