import { useEffect, useState } from 'react';
import { post } from './api';

export function Newsletter() {
  const [email, setEmail] = useState('');
  const [submitted, setSubmitted] = useState(false);

  useEffect(() => {
    if (submitted) {
      post('/api/subscribers', { email });
    }
  }, [submitted, email]);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
      }}
    >
      <input value={email} onChange={(event) => setEmail(event.target.value)} />
      <button>Subscribe</button>
    </form>
  );
}
