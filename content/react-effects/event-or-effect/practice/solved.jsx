import { useState } from 'react';
import { post } from './api';

export function Newsletter() {
  const [email, setEmail] = useState('');

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        post('/api/subscribers', { email });
      }}
    >
      <input value={email} onChange={(event) => setEmail(event.target.value)} />
      <button>Subscribe</button>
    </form>
  );
}
